using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Cookbook.Tests.AppHost;
using Npgsql;
using YamlDotNet.RepresentationModel;
using IPNetwork = System.Net.IPNetwork;

namespace Cookbook.Tests.Deploy;

/// <summary>One host gives each program what the AppHost gives it, publishes the proxy alone, and counts its connections.</summary>
public sealed partial class ReadingCompose
{
    private const int Reserved = 10;

    private readonly ComposeFile _compose = ComposeFile.Read();

    [Theory]
    [InlineData("web")]
    [InlineData("migrations")]
    public async Task A_program_is_given_the_settings_that_the_AppHost_gives_it(string name)
    {
        var here = _compose.ListOf(name, "environment").Concat(_compose.ListOf(name, "secrets")).ToHashSet();
        foreach (var args in (string[][])[[], ["--operation", "publish"]])
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(args, TestContext.Current.CancellationToken);
            var given = (await builder.EnvironmentOfAsync(name)).Keys.Where(IsRead).ToHashSet();

            Assert.NotEmpty(given);
            Assert.Subset(here, given);
        }
    }

    [Fact]
    public void The_worker_ends_before_the_sites_start_and_nobody_waits_for_the_cache()
    {
        Assert.Equal("service_completed_successfully", _compose.TextOf("web", "depends_on", "migrations", "condition"));
        Assert.Equal("service_healthy", _compose.TextOf("migrations", "depends_on", "postgres", "condition"));
        Assert.Equal("service_healthy", _compose.TextOf("caddy", "depends_on", "web", "condition"));
        Assert.DoesNotContain(_compose.Services, service => _compose.ListOf(service, "depends_on").Contains("cache"));
    }

    [Fact]
    public void Only_the_proxy_is_published_and_servers_stand_on_a_network_without_a_way_out()
    {
        Assert.Equal(["caddy"], _compose.Services.Where(service => _compose.Of(service, "ports") is not null));
        foreach (var service in (string[])["postgres", "cache", "migrations", "backup"])
        {
            Assert.Equal(["back"], _compose.ListOf(service, "networks"));
        }

        Assert.Equal("true", ComposeFile.Text(((YamlMappingNode)_compose.Top("networks").Children[new YamlScalarNode("back")]).Children[new YamlScalarNode("internal")]));
    }

    [Fact]
    public void The_site_believes_the_proxy_alone() =>
        Assert.Equal($"{_compose.TextOf("caddy", "networks", "front", "ipv4_address")}/32", _compose.TextOf("web", "environment", "Proxies__Known__0"));

    /// <summary>It starts last: what has an address from the same network by then must not have been given this one.</summary>
    [Fact]
    public void The_proxys_address_is_given_to_nobody_else()
    {
        var ipam = (YamlMappingNode)((YamlMappingNode)_compose.Top("networks").Children[new YamlScalarNode("front")]).Children[new YamlScalarNode("ipam")];
        var config = (YamlMappingNode)Assert.Single((YamlSequenceNode)ipam.Children[new YamlScalarNode("config")]);
        var (subnet, given) = (NetworkOf("subnet"), NetworkOf("ip_range"));
        var proxy = IPAddress.Parse(_compose.TextOf("caddy", "networks", "front", "ipv4_address")!);

        Assert.True(subnet.Contains(given.BaseAddress) && given.PrefixLength > subnet.PrefixLength, $"{given} is not in {subnet}.");
        Assert.True(subnet.Contains(proxy) && !given.Contains(proxy), $"{proxy} may be given to another.");

        IPNetwork NetworkOf(string name) => IPNetwork.Parse(ComposeFile.Text(config.Children[new YamlScalarNode(name)]));
    }

    /// <summary>Compose itself refuses to start without those that must be set, and names them.</summary>
    [Fact]
    public void Each_variable_has_a_default_or_must_be_set()
    {
        var file = File.ReadAllText(Path.Combine(ComposeFile.Folder, "compose.yaml"));
        var variables = Variable().Matches(file).Select(match => (Name: match.Groups["name"].Value, Otherwise: match.Groups["otherwise"].Value)).ToList();
        Assert.All(variables, variable => Assert.True(variable.Otherwise is ":-" or ":?", variable.Name));
        var needed = variables.Where(variable => variable.Otherwise == ":?").Select(variable => variable.Name).ToHashSet();
        Assert.Equal(["ADMIN_EMAIL", "SITE_DOMAIN"], needed.Order(StringComparer.Ordinal));

        // The first time with a message.
        Assert.All(needed, name => Assert.Contains($"${{{name}:?Set {name} in .env", file, StringComparison.Ordinal));
        var example = File.ReadAllLines(Path.Combine(ComposeFile.Folder, ".env.example"));
        Assert.All(needed, name => Assert.Contains(example, line => line.StartsWith($"{name}=", StringComparison.Ordinal)));
        var readMe = File.ReadAllText(Path.Combine(ComposeFile.Folder, "README.md"));
        Assert.All(variables, variable => Assert.Contains($"`{variable.Name}`", readMe, StringComparison.Ordinal));
        Assert.All(needed, name => Assert.Contains($"| `{name}` | must be set |", readMe, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_container_is_confined()
    {
        foreach (var service in _compose.Services)
        {
            Assert.True(_compose.TextOf(service, "read_only") == "true", service);
            Assert.Equal(["ALL"], _compose.ListOf(service, "cap_drop"));
            Assert.Equal(["no-new-privileges:true"], _compose.ListOf(service, "security_opt"));
            Assert.NotNull(_compose.TextOf(service, "restart"));
            Assert.NotNull(_compose.TextOf(service, "deploy", "resources", "limits", "memory"));
            Assert.NotNull(_compose.TextOf(service, "deploy", "resources", "limits", "cpus"));
        }

        // Those that go on; the others end by themselves.
        foreach (var service in _compose.Services.Where(service => _compose.TextOf(service, "restart") == "unless-stopped"))
        {
            Assert.NotNull(_compose.Of(service, "healthcheck", "test"));
        }
    }

    [Fact]
    public void No_secret_stands_in_the_file_and_each_is_made_by_the_script()
    {
        var script = File.ReadAllText(Path.Combine(ComposeFile.Folder, "make-secrets"));
        foreach (var secret in _compose.Top("secrets").Children.Keys.Select(ComposeFile.Text))
        {
            Assert.Contains($"keep {secret} ", script, StringComparison.Ordinal);
        }

        foreach (var service in _compose.Services)
        {
            Assert.DoesNotContain(_compose.ListOf(service, "environment"), key =>
                (key.Contains("password", StringComparison.OrdinalIgnoreCase) && !key.EndsWith("_FILE", StringComparison.Ordinal))
                || key.StartsWith("ConnectionStrings", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Postgres_has_connections_for_all_sites_twice()
    {
        var script = File.ReadAllText(Path.Combine(ComposeFile.Folder, "make-secrets"));
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString().Match(script).Groups[1].Value);
        var sites = int.Parse(_compose.TextOf("web", "deploy", "replicas")!, CultureInfo.InvariantCulture);
        var most = int.Parse(_compose.ListOf("postgres", "command").Single(argument => argument.StartsWith("max_connections=", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);

        // For each site the pages', the tokens' and the one that listens; and as many while a version follows another.
        var tokens = int.Parse(_compose.TextOf("web", "environment", "OutputCaching__TokenConnections")!, CultureInfo.InvariantCulture);
        Assert.True(2 * sites * (settings.MaxPoolSize + tokens + 1) + Reserved <= most, $"{sites} sites need more than {most} connections.");
    }

    /// <summary>
    /// Not its way to say the same once more, part by part, which nobody reads; nor what a program is told of its own address and of the dashboard.
    /// </summary>
    private static bool IsRead(string key) => key is "AllowedHosts" or "Seed"
        || Array.Exists(["ConnectionStrings__", "Admin__", "OutputCaching__"], start => key.StartsWith(start, StringComparison.Ordinal));

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<otherwise>:?[-?]?)")]
    private static partial Regex Variable();

    [GeneratedRegex("keep ConnectionStrings__cookbookdb \"([^\"]*)\"")]
    private static partial Regex ConnectionString();
}
