using System.Globalization;
using Cookbook.LocalHosting.Orchestration;

namespace Cookbook.Tests.LocalHosting;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_reference_gives_the_connection_string_and_its_parts()
    {
        await using var builder = TestApplication.Create("--Parameters:postgres-password=p%40ss{w}ord", "--Parameters:my-cache-password=s%cret");
        var database = builder.AddPostgres("postgres", port: 15432).AddDatabase("cookbookdb", "cook book");
        var cache = builder.AddRedis("my-cache", port: 16379);
        builder.AddScript("script", "true").WithReference(database).WithReference(cache);
        await using var application = await builder.StartedAsync();

        var environment = await application.EnvironmentOfAsync("script");

        var postgresPort = Port(builder, "postgres");
        var redisPort = Port(builder, "my-cache");
        var expected = new Dictionary<string, string?>
        {
            ["ConnectionStrings__cookbookdb"] = $"Host=localhost;Port={postgresPort};Username=postgres;Password=p%40ss{{w}}ord;Database=cook book",
            ["COOKBOOKDB_HOST"] = "localhost",
            ["COOKBOOKDB_PORT"] = postgresPort,
            ["COOKBOOKDB_USERNAME"] = "postgres",
            ["COOKBOOKDB_PASSWORD"] = "p%40ss{w}ord",
            ["COOKBOOKDB_URI"] = $"postgresql://postgres:p%2540ss%7Bw%7Dord@localhost:{postgresPort}/cook book",
            ["COOKBOOKDB_JDBCCONNECTIONSTRING"] = $"jdbc:postgresql://localhost:{postgresPort}/cook book",
            ["COOKBOOKDB_DATABASENAME"] = "cook book",
            ["ConnectionStrings__my-cache"] = $"localhost:{redisPort},password=s%cret",
            ["MY_CACHE_HOST"] = "localhost",
            ["MY_CACHE_PORT"] = redisPort,
            ["MY_CACHE_PASSWORD"] = "s%cret",
            ["MY_CACHE_URI"] = $"redis://:s%25cret@localhost:{redisPort}",
        };
        Assert.Equivalent(expected, environment, strict: true);
    }

    [Fact]
    public async Task Ports_are_random_under_test_and_as_asked_for_otherwise()
    {
        var wanted = Ports.Free();
        await using (var builder = TestApplication.Create())
        {
            builder.AddRedis("cache", port: wanted);
            await using var application = await builder.StartedAsync();
            Assert.NotEqual(wanted.ToString(CultureInfo.InvariantCulture), Port(builder, "cache"));
        }

        await using (var builder = TestApplication.Create("--DcpPublisher:RandomizePorts=false"))
        {
            builder.AddRedis("cache", port: wanted);
            await using var application = await builder.StartedAsync();
            Assert.Equal(wanted.ToString(CultureInfo.InvariantCulture), Port(builder, "cache"));
        }
    }

    [Fact]
    public async Task A_process_does_not_inherit_the_AppHosts_own_launch_profile()
    {
        await using var builder = TestApplication.Create();
        builder.AddProject<Projects.Cookbook_MigrationService>("migrations").WithEnvironment("ConnectionStrings__cookbookdb", "Host=localhost;Port=1");
        await using var application = await builder.StartedAsync();

        var environment = await application.EnvironmentOfAsync("migrations");

        Assert.Equal("Development", environment["DOTNET_ENVIRONMENT"]);
        Assert.False(environment.ContainsKey("ASPNETCORE_URLS"));
        Assert.False(environment.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    [Fact]
    public async Task A_collector_that_the_AppHost_is_told_of_is_told_to_its_projects()
    {
        await using var builder = TestApplication.Create("--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        builder.AddProject<Projects.Cookbook_MigrationService>("migrations").WithEnvironment("ConnectionStrings__cookbookdb", "Host=localhost;Port=1");
        await using var application = await builder.StartedAsync();

        var environment = await application.EnvironmentOfAsync("migrations");

        Assert.Equal("http://localhost:1", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("migrations", environment["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("1000", environment["OTEL_BSP_SCHEDULE_DELAY"]);
        Assert.Equal("1000", environment["OTEL_BLRP_SCHEDULE_DELAY"]);
        Assert.Equal("1000", environment["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal("always_on", environment["OTEL_TRACES_SAMPLER"]);
    }

    [Fact]
    public async Task A_reference_to_a_service_gives_its_addresses()
    {
        await using var builder = TestApplication.Create();
        var web = builder.AddProject<Projects.Cookbook_Web>("web").WithExplicitStart();
        builder.AddScript("script", "true").WithReference(web);
        await using var application = await builder.StartedAsync();

        var environment = await application.EnvironmentOfAsync("script");

        Assert.Equal(application.GetEndpoint("web", "http").ToString().TrimEnd('/'), environment["services__web__http__0"]);
    }

    private static string Port(IDistributedApplicationBuilder builder, string resource) => builder.Resources.Single(other => other.Name == resource)
        .Annotations.OfType<EndpointAnnotation>().Single().AllocatedEndpoint!.Port.ToString(CultureInfo.InvariantCulture);
}
