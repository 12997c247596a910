namespace Cookbook.Tests.AppHost;

/// <summary>AppHost.cs says what the architecture says.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task The_system_has_these_resources()
    {
        await using var builder = await CreateAsync();
        var resources = builder.Resources.ToDictionary(resource => resource.Name);

        Assert.IsType<PostgresServerResource>(resources["postgres"]);
        Assert.Equal("postgres", Assert.IsType<PostgresDatabaseResource>(resources["cookbookdb"]).Parent.Name);
        Assert.IsType<RedisResource>(resources["cache"]);
        Assert.IsType<ProjectResource>(resources["migrations"]);
        Assert.IsType<ProjectResource>(resources["web"]);
        Assert.True(Assert.IsType<ParameterResource>(resources["admin-password"]).Secret);
    }

    [Fact]
    public async Task The_worker_waits_for_the_database_and_the_site_for_the_worker_and_nobody_for_the_cache()
    {
        await using var builder = await CreateAsync();

        Assert.Contains(WaitsOf(builder, "migrations"), wait => wait is { Resource.Name: "cookbookdb", WaitType: WaitType.WaitUntilHealthy });
        Assert.Contains(WaitsOf(builder, "web"), wait => wait is { Resource.Name: "migrations", WaitType: WaitType.WaitForCompletion, ExitCode: 0 });
        Assert.DoesNotContain(builder.Resources.SelectMany(resource => WaitsOf(builder, resource.Name)), wait => wait.Resource.Name == "cache");
    }

    [Fact]
    public async Task The_site_has_a_health_check_an_external_address_and_a_command_that_empties_the_cache()
    {
        await using var builder = await CreateAsync();
        var web = builder.Resources.Single(resource => resource.Name == "web");

        Assert.Single(web.Annotations.OfType<HealthCheckAnnotation>());
        var endpoint = Assert.Single(web.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", 5180, true), (endpoint.UriScheme, endpoint.Port, endpoint.IsExternal));
        Assert.Single(web.Annotations.OfType<ResourceCommandAnnotation>(), command => command.DisplayName == "Empty the cache");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3, "--Replicas=3")]
    public async Task The_number_of_replicas_comes_from_configuration(int expected, params string[] args)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(args, TestContext.Current.CancellationToken);
        var web = builder.Resources.Single(resource => resource.Name == "web");
        Assert.Equal(expected, web.Annotations.OfType<ReplicaAnnotation>().Last().Replicas);
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(TestContext.Current.CancellationToken);

    private static IEnumerable<WaitAnnotation> WaitsOf(IDistributedApplicationBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name).Annotations.OfType<WaitAnnotation>();
}
