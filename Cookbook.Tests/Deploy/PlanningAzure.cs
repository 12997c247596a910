using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cookbook.Tests.Deploy;

/// <summary>What Azure would be told to make, for a small site and for a big one.</summary>
public sealed partial class PlanningAzure(AzurePlan azure) : IClassFixture<AzurePlan>
{
    private const string Web = "Microsoft.App/containerApps";

    private const string Migrations = "Microsoft.App/jobs";

    private const string Postgres = "Microsoft.DBforPostgreSQL/flexibleServers";

    private const string Redis = "Microsoft.Cache/redisEnterprise";

    private const string Pages = "Microsoft.Cache/redisEnterprise/databases";

    /// <summary>Azure takes no tags for these: they are parts of something that has them.</summary>
    private static readonly string[] Tagless =
    [
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Insights/diagnosticSettings",
        $"{Postgres}/configurations",
        $"{Postgres}/databases",
        Pages,
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    ];

    public static TheoryData<string> Sizes => new("small", "production");

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Database_cache_and_vault_have_no_public_address(string size)
    {
        var postgres = azure.The(size, Postgres);
        Assert.Equal("Disabled", postgres.Text("properties.network.publicNetworkAccess"));
        Assert.EndsWith("/subnets/postgres", postgres.Text("properties.network.delegatedSubnetResourceId"), StringComparison.Ordinal);
        var redis = azure.The(size, Redis);
        Assert.Equal("Disabled", redis.Text("properties.publicNetworkAccess"));
        var vault = azure.The(size, "Microsoft.KeyVault/vaults");
        Assert.Equal("Disabled", vault.Text("properties.publicNetworkAccess"));
        Assert.Equal("Deny", vault.Text("properties.networkAcls.defaultAction"));
        var reached = azure.Resources(size, "Microsoft.Network/privateEndpoints")
            .Select(endpoint => Assert.Single(endpoint.Items("properties.privateLinkServiceConnections")).Text("properties.privateLinkServiceId"));
        Assert.Equal(((string[])[redis.Text("id"), vault.Text("id")]).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        Assert.Empty(azure.Resources(size, $"{Postgres}/firewallRules"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Everything_speaks_tls(string size)
    {
        Assert.False(azure.The(size, Web).IsTrue("properties.configuration.ingress.allowInsecure"));
        Assert.Equal("on", Setting(size, "require_secure_transport"));
        Assert.Equal("Encrypted", azure.The(size, Pages).Text("properties.clientProtocol"));
        Assert.Equal("1.2", azure.The(size, Redis).Text("properties.minimumTlsVersion"));
        Assert.Contains("SSL Mode=VerifyFull", azure.Secret(size, "cookbookdb"), StringComparison.Ordinal);
        Assert.Contains(",ssl=true,", azure.Secret(size, "cache"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_server_allows_the_extensions_that_the_migrations_create(string size) =>
        Assert.Equal("PG_TRGM", Setting(size, "azure.extensions"));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_cache_has_one_address_and_one_key_space(string size)
    {
        var pages = azure.The(size, Pages);
        Assert.Equal("NoCluster", pages.Text("properties.clusteringPolicy"));
        Assert.Equal("AllKeysLRU", pages.Text("properties.evictionPolicy"));
    }

    [Theory]
    [InlineData("small", 7, "Disabled")]
    [InlineData("production", 35, "Enabled")]
    public void The_database_is_backed_up(string size, int days, string inAnotherRegion)
    {
        var backup = azure.The(size, Postgres).At("properties.backup");
        Assert.Equal(days, backup.Number("backupRetentionDays"));
        Assert.Equal(inAnotherRegion, backup.Text("geoRedundantBackup"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Secrets_lie_in_the_vault_and_nowhere_else(string size)
    {
        foreach (var runs in (JsonNode[])[azure.The(size, Web), azure.The(size, Migrations)])
        {
            var secrets = runs.Items("properties.configuration.secrets").ToList();
            Assert.All(secrets, secret =>
            {
                Assert.Null(secret.Find("value"));
                Assert.Contains("vaultUri", secret.Text("keyVaultUrl"), StringComparison.Ordinal);
            });
            var names = secrets.Select(secret => secret.Text("name")).ToList();
            var settings = Assert.Single(runs.Items("properties.template.containers")).Items("env").ToList();
            Assert.All(
                settings.Where(setting => setting.Text("name") is "Admin__Password" or "ConnectionStrings__cookbookdb" or "ConnectionStrings__cache"),
                setting => Assert.Contains(setting.Text("secretRef"), names));
            Assert.Equal(names.Order(), settings.Select(setting => setting.Find("secretRef")?.GetValue<string>()).OfType<string>().Order());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Each_identity_reads_the_secrets_that_it_needs(string size)
    {
        var given = azure.Resources(size, "Microsoft.Authorization/roleAssignments")
            .Select(role => (On: SecretOf().Match(role.Text("id")), Whom: IdentityOf().Match(role.Text("properties.principalId"))))
            .Where(role => role.On.Success)
            .Select(role => $"{role.Whom.Groups["name"].Value} reads {role.On.Groups["name"].Value}");
        Assert.Equal(
            [
                "cookbook-migrations reads admin-password",
                "cookbook-migrations reads cookbookdb",
                "cookbook-web reads cache",
                "cookbook-web reads cookbookdb",
            ],
            given.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("small", Web, "cookbook-web")]
    [InlineData("small", Migrations, "cookbook-migrations")]
    [InlineData("production", Web, "cookbook-web")]
    [InlineData("production", Migrations, "cookbook-migrations")]
    public void Images_are_pulled_by_identity(string size, string type, string identity)
    {
        var runs = azure.The(size, type);
        var registry = Assert.Single(runs.Items("properties.configuration.registries"));
        Assert.EndsWith($"/{identity}", registry.Text("identity"), StringComparison.Ordinal);
        Assert.Null(registry.Find("passwordSecretRef"));
        Assert.Equal(registry.Text("identity"), Assert.Single(runs.At("identity.userAssignedIdentities").AsObject()).Key);
        var made = azure.The(size, "Microsoft.ContainerRegistry/registries");
        Assert.False(made.IsTrue("properties.adminUserEnabled"));
        Assert.False(made.IsTrue("properties.anonymousPullEnabled"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_site_is_probed_under_a_name_that_it_answers_to(string size)
    {
        var web = azure.The(size, Web);
        var probes = Container(web).Items("probes").ToDictionary(probe => probe.Text("type"));
        Assert.Equal("/health", probes["Startup"].Text("httpGet.path"));
        Assert.Equal("/alive", probes["Liveness"].Text("httpGet.path"));

        // What the balancer of ReplacingReplicas asks, too: without Postgres every replica still has pages to serve.
        Assert.Equal(Balancer.Asks, probes["Readiness"].Text("httpGet.path"));
        Assert.All(probes.Values, probe =>
        {
            Assert.Equal(web.Number("properties.configuration.ingress.targetPort"), probe.Number("httpGet.port"));
            var host = Assert.Single(probe.Items("httpGet.httpHeaders"));
            Assert.Equal("Host", host.Text("name"));
            Assert.Equal(Setting(web, "AllowedHosts"), host.Text("value"));
            Assert.InRange(probe.Number("failureThreshold"), 1, 10);
        });
        Assert.Equal($"{web.Number("properties.configuration.ingress.targetPort")}", Setting(web, "ASPNETCORE_HTTP_PORTS"));
    }

    /// <summary>Its own switch of the framework's would believe everybody.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_ingress_alone_is_believed(string size)
    {
        var web = azure.The(size, Web);
        var known = Settings(web).Where(setting => setting.StartsWith("Proxies__Known__", StringComparison.Ordinal)).Select(name => Setting(web, name)).ToList();
        Assert.Contains(known, network => network.Contains("/virtualNetworks/cookbook-network/subnets/apps'", StringComparison.Ordinal)
            && network.EndsWith(".addressPrefix]", StringComparison.Ordinal));
        Assert.All(known.Where(network => network[0] != '['), network =>
        {
            var platform = IPNetwork.Parse(network);
            Assert.True(IPNetwork.Parse("100.100.0.0/16").Contains(platform.BaseAddress) && platform.PrefixLength >= 16, network);
        });
        Assert.DoesNotContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED", Settings(web));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void One_address_gets_so_many_requests_a_second(string size) =>
        Assert.InRange(int.Parse(Setting(azure.The(size, Web), "Limits__RequestsPerSecond"), CultureInfo.InvariantCulture), 10, 1000);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_replica_serves_on_until_the_ingress_has_seen_that_it_goes(string size)
    {
        var web = azure.The(size, Web);
        var drains = TimeSpan.Parse(Setting(web, "Draining__Delay"), CultureInfo.InvariantCulture).TotalSeconds;
        var readiness = Container(web).Items("probes").Single(probe => probe.Text("type") == "Readiness");
        var seen = (readiness.Number("periodSeconds") * readiness.Number("failureThreshold")) + readiness.Number("timeoutSeconds");
        Assert.InRange(drains, seen + 1, 60);

        // Then the requests under way, which the site gives 30 seconds.
        Assert.InRange(web.Number("properties.template.terminationGracePeriodSeconds"), drains + 30 + 1, 600);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Replicas_come_with_the_requests_and_go_in_peace(string size)
    {
        var template = azure.The(size, Web).At("properties.template");
        Assert.InRange(template.Number("scale.minReplicas"), 1, template.Number("scale.maxReplicas") - 1);
        var rule = Assert.Single(template.Items("scale.rules"));
        Assert.InRange(int.Parse(rule.Text("http.metadata.concurrentRequests"), CultureInfo.InvariantCulture), 10, 1000);
        Assert.Equal("Single", azure.The(size, Web).Text("properties.configuration.activeRevisionsMode"));
    }

    /// <summary>The connections are what Azure's page on limits says of the server's compute.</summary>
    [Theory]
    [InlineData("small", "Standard_B1ms", 35)]
    [InlineData("production", "Standard_D4ds_v5", 1703)]
    public void Two_revisions_at_once_have_connections_enough(string size, string compute, int connections)
    {
        Assert.Equal(compute, azure.The(size, Postgres).Text("sku.name"));
        var pool = int.Parse(PoolOf().Match(azure.Secret(size, "cookbookdb")).Groups["size"].Value, CultureInfo.InvariantCulture);
        var web = azure.The(size, Web);
        var tokens = int.Parse(Setting(web, "OutputCaching__TokenConnections"), CultureInfo.InvariantCulture);
        var replicas = 2 * web.Number("properties.template.scale.maxReplicas");
        Assert.InRange(pool, 5, 100);

        // For each the pages', the tokens' and the one that listens; three for the worker, which takes two, and for whoever looks after it.
        Assert.InRange((replicas * (pool + tokens + 1)) + 3, 1, connections);
    }

    [Fact]
    public void A_server_that_was_restored_takes_the_place_of_the_first()
    {
        var restored = azure.The("restored", Postgres);
        Assert.Equal("cookbook-restored", restored.Text("name"));
        Assert.Contains("/flexibleServers/cookbook-restored'", azure.Secret("restored", "cookbookdb"), StringComparison.Ordinal);
        Assert.NotEqual("cookbook-restored", azure.The("small", Postgres).Text("name"));
    }

    /// <summary>After a restore pages of before could look current: docs/operations.md.</summary>
    [Fact]
    public void The_caches_version_is_a_parameter()
    {
        Assert.Equal("1", Setting(azure.The("small", Web), "OutputCaching__Version"));
        Assert.Equal("2", Setting(azure.The("named", Web), "OutputCaching__Version"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Logs_and_traces_are_kept(string size)
    {
        var workspace = azure.The(size, "Microsoft.OperationalInsights/workspaces").Text("id");
        var environment = azure.The(size, "Microsoft.App/managedEnvironments");
        Assert.Equal("azure-monitor", environment.Text("properties.appLogsConfiguration.destination"));
        Assert.Contains("ConnectionString", environment.Text("properties.appInsightsConfiguration.connectionString"), StringComparison.Ordinal);
        foreach (var signal in (string[])["tracesConfiguration", "logsConfiguration"])
        {
            Assert.Equal(["appInsights"], environment.Items($"properties.openTelemetryConfiguration.{signal}.destinations").Select(to => to.GetValue<string>()));
        }

        Assert.Empty(environment.Items("properties.openTelemetryConfiguration.metricsConfiguration.destinations"));
        Assert.Equal(workspace, azure.The(size, "Microsoft.Insights/components").Text("properties.WorkspaceResourceId"));

        // What containers write to the console, and what Postgres does.
        var kept = azure.Resources(size, "Microsoft.Insights/diagnosticSettings").ToList();
        Assert.Equal(2, kept.Count);
        Assert.All(kept, log => Assert.Equal(workspace, log.Text("properties.workspaceId")));
        Assert.All(kept, log => Assert.True(Assert.Single(log.Items("properties.logs")).IsTrue("enabled")));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_migrations_are_a_job_that_is_started_once(string size)
    {
        var job = azure.The(size, Migrations).At("properties.configuration");
        Assert.Equal("Manual", job.Text("triggerType"));
        Assert.Equal(1, job.Number("manualTriggerConfig.parallelism"));
        Assert.Equal(0, job.Number("replicaRetryLimit"));
        Assert.DoesNotContain(azure.Resources(size, Web), web => web.ToJsonString().Contains("/migrations@", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Everything_has_tags(string size)
    {
        Assert.All(azure.Resources(size).Where(resource => !Tagless.Contains(resource.Text("type"))), resource =>
        {
            // What a release deploys takes the resource group's.
            var isOfARelease = resource.Text("type") is Web or Migrations;
            Assert.Equal(isOfARelease ? "[resourceGroup().tags]" : "cookbook", resource.Text(isOfARelease ? "tags" : "tags.application"));
        });
        var group = azure.The(size, "Microsoft.Resources/resourceGroups");
        Assert.Equal(size, group.Text("tags.size"));
        Assert.Equal(group.Text("name"), group.Text("tags.azd-env-name"));
    }

    [Fact]
    public void A_name_of_ones_own_is_made_known_first_and_bound_with_its_certificate()
    {
        var named = Assert.Single(azure.The("named", Web).Items("properties.configuration.ingress.customDomains"));
        Assert.Equal((AzurePlan.Domain, "Disabled"), (named.Text("name"), named.Text("bindingType")));
        Assert.Null(named.Find("certificateId"));
        var certified = Assert.Single(azure.The("certified", Web).Items("properties.configuration.ingress.customDomains"));
        Assert.Equal(("SniEnabled", "/the/certificate"), (certified.Text("bindingType"), certified.Text("certificateId")));
        Assert.Contains(AzurePlan.Domain, Setting(azure.The("certified", Web), "AllowedHosts"), StringComparison.Ordinal);
        Assert.Equal(AzurePlan.Domain, Setting(azure.The("certified", Web), "Passkeys__Domain"));
    }

    private static JsonNode Container(JsonNode runs) => Assert.Single(runs.Items("properties.template.containers"));

    private static IEnumerable<string> Settings(JsonNode runs) => Container(runs).Items("env").Select(setting => setting.Text("name"));

    private static string Setting(JsonNode runs, string name) =>
        Assert.Single(Container(runs).Items("env"), setting => setting.Text("name") == name).Text("value");

    private string Setting(string size, string name) => Assert.Single(
        azure.Resources(size, $"{Postgres}/configurations"),
        setting => setting.Text("name").EndsWith($"/{name}", StringComparison.Ordinal)).Text("properties.value");

    [GeneratedRegex(@"extensionResourceId\('[^']*/vaults/[^'/]+/secrets/(?<name>[^'/]+)'")]
    private static partial Regex SecretOf();

    [GeneratedRegex("userAssignedIdentities/(?<name>[^']+)'")]
    private static partial Regex IdentityOf();

    [GeneratedRegex(@"Maximum Pool Size=(?<size>\d+)")]
    private static partial Regex PoolOf();
}
