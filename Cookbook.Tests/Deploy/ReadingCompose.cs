using System.Globalization;
using System.Text.RegularExpressions;
using Cookbook.Tests.AppHost;
using Npgsql;
using YamlDotNet.RepresentationModel;

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
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(TestContext.Current.CancellationToken);
        // Its other variables say the same once more, part by part, and nobody reads them.
        var given = (await builder.EnvironmentOfAsync(name)).Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
            || key.StartsWith("Admin__", StringComparison.Ordinal) || key == "Seed");
        var here = _compose.ListOf(name, "environment").Concat(_compose.ListOf(name, "secrets")).ToHashSet();

        Assert.NotEmpty(given);
        Assert.Subset(here, given.ToHashSet());
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

    [Fact]
    public void Every_container_is_confined()
    {
        foreach (var service in _compose.Services)
        {
            Assert.True(_compose.TextOf(service, "read_only") == "true", service);
            Assert.Equal(["ALL"], _compose.ListOf(service, "cap_drop"));
            Assert.Equal(["no-new-privileges:true"], _compose.ListOf(service, "security_opt"));
            Assert.NotNull(_compose.TextOf(service, "restart"));
        }

        // Those that go on; the others end by themselves.
        foreach (var service in _compose.Services.Where(service => _compose.TextOf(service, "restart") == "unless-stopped"))
        {
            Assert.NotNull(_compose.Of(service, "healthcheck", "test"));
            Assert.NotNull(_compose.TextOf(service, "deploy", "resources", "limits", "memory"));
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

        // For each site the pages', the tokens' (ten) and the one that listens; and as many while a version follows another.
        Assert.True(2 * sites * (settings.MaxPoolSize + 10 + 1) + Reserved <= most, $"{sites} sites need more than {most} connections.");
    }

    [GeneratedRegex("keep ConnectionStrings__cookbookdb \"([^\"]*)\"")]
    private static partial Regex ConnectionString();
}
