using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Tests.AppHost;

/// <summary>One running system for tests that only read, or that leave it as it was.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    internal CookbookSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await CookbookSystem.StartAsync();

    public ValueTask DisposeAsync() => System.DisposeAsync();
}

public sealed class RunningSystemTests(RunningSystem running) : IClassFixture<RunningSystem>
{
    private static CancellationToken CancellationToken => Eventually.Deadline;

    private CookbookSystem System => running.System;

    [Fact]
    public async Task The_worker_has_ended_well_before_the_site_began()
    {
        var migrations = await System.Application.ResourceNotifications.WaitForResourceAsync(
            "migrations", update => update.Snapshot.StopTimeStamp is not null, CancellationToken);
        var web = await System.Application.ResourceNotifications.WaitForResourceHealthyAsync("web", CancellationToken);
        Assert.Equal((KnownResourceStates.Finished, 0), (migrations.Snapshot.State?.Text, migrations.Snapshot.ExitCode));
        Assert.True(migrations.Snapshot.StopTimeStamp <= web.Snapshot.StartTimeStamp);
    }

    [Fact]
    public async Task The_sample_is_seeded()
    {
        await using var connection = new NpgsqlConnection(await System.Application.GetConnectionStringAsync("cookbookdb", CancellationToken));
        await connection.OpenAsync(CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT count(*) FROM recipe),
                   (SELECT min(lines) FROM (SELECT count(*) AS lines FROM ingredient GROUP BY recipe_id) AS recipes),
                   (SELECT max(lines) FROM (SELECT count(*) AS lines FROM ingredient GROUP BY recipe_id) AS recipes)
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        Assert.True(await reader.ReadAsync(CancellationToken));
        Assert.Equal(60, reader.GetInt64(0));
        Assert.InRange(reader.GetInt64(1), 6, 14);
        Assert.InRange(reader.GetInt64(2), 6, 14);
    }

    [Theory]
    [InlineData("/", "Newest recipes")]
    [InlineData("/cookbook/", "60 recipes")]
    [InlineData("/cookbook/?page=6", "All recipes, page 6")]
    [InlineData("/recipes/tarte-tatin", "Tarte Tatin")]
    public async Task A_page_shows_what_it_is_for(string address, string text) =>
        Assert.Contains(text, await System.Web.GetStringAsync(address, CancellationToken), StringComparison.Ordinal);

    [Fact]
    public async Task The_second_visit_comes_out_of_the_cache_with_the_same_bytes()
    {
        const string address = "/cookbook/?page=3";
        var first = await System.Web.GetByteArrayAsync(address, CancellationToken);
        using var second = await System.Web.GetAsync(address, CancellationToken);

        Assert.NotNull(second.Headers.Age);
        Assert.Equal(first, await second.Content.ReadAsByteArrayAsync(CancellationToken));
        await using var redis = await ConnectAsync();
        Assert.Contains(
            redis.GetServers().Single().Keys(pattern: "cookbook:1:*"),
            key => key.ToString().Contains("/COOKBOOK/", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_command_empties_the_cache()
    {
        const string address = "/recipes/tiramisu";
        await System.IsHitAsync(address);
        Assert.True(await System.IsHitAsync(address));

        var command = System.Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == "web")
            .Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.DisplayName == "Empty the cache");
        await System.CommandAsync("web", command.Name);

        Assert.False(await System.IsHitAsync(address));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/alive")]
    public async Task The_probes_answer(string address)
    {
        using var response = await System.Web.GetAsync(address, CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task The_site_is_given_what_Aspire_gives()
    {
        var environment = await EnvironmentOfAsync("web");
        var database = await System.Application.GetConnectionStringAsync("cookbookdb", CancellationToken);
        var parts = new NpgsqlConnectionStringBuilder(database);
        var cache = await System.Application.GetConnectionStringAsync("cache", CancellationToken);
        var redis = ConfigurationOptions.Parse(cache!);

        Assert.Equal(database, environment["ConnectionStrings__cookbookdb"]);
        Assert.Equal($"Host=localhost;Port={parts.Port};Username=postgres;Password={parts.Password};Database=cookbookdb", database);
        Assert.Equal("localhost", environment["COOKBOOKDB_HOST"]);
        Assert.Equal($"{parts.Port}", environment["COOKBOOKDB_PORT"]);
        Assert.Equal("postgres", environment["COOKBOOKDB_USERNAME"]);
        Assert.Equal(parts.Password, environment["COOKBOOKDB_PASSWORD"]);
        Assert.Equal("cookbookdb", environment["COOKBOOKDB_DATABASENAME"]);
        Assert.StartsWith($"postgresql://postgres:{Uri.EscapeDataString(parts.Password!)}@localhost:{parts.Port}/cookbookdb", environment["COOKBOOKDB_URI"], StringComparison.Ordinal);
        Assert.StartsWith($"jdbc:postgresql://localhost:{parts.Port}/cookbookdb", environment["COOKBOOKDB_JDBCCONNECTIONSTRING"], StringComparison.Ordinal);
        Assert.Equal(cache, environment["ConnectionStrings__cache"]);
        Assert.Equal(redis.Password, environment["CACHE_PASSWORD"]);
        Assert.Equal("localhost", environment["CACHE_HOST"]);
        Assert.Equal($"redis://:{Uri.EscapeDataString(redis.Password!)}@localhost:{environment["CACHE_PORT"]}", environment["CACHE_URI"]);
        Assert.Equal("web", environment["OTEL_SERVICE_NAME"]);
        Assert.Contains("service.instance.id=", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal("Development", environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.StartsWith("http://localhost:", environment["ASPNETCORE_URLS"], StringComparison.Ordinal);
        Assert.False(environment.ContainsKey("Admin__Password"), "Only the worker may know the administrator's password.");
    }

    [Fact]
    public async Task The_worker_is_given_the_administrators_password_and_the_seed()
    {
        var environment = await EnvironmentOfAsync("migrations");
        Assert.True(environment["Admin__Password"]?.Length >= 20);
        Assert.Equal("sample", environment["Seed"]);
        Assert.False(environment.ContainsKey("ConnectionStrings__cache"));
    }

    private async Task<Dictionary<string, string?>> EnvironmentOfAsync(string resource)
    {
        var started = await System.Application.ResourceNotifications.WaitForResourceAsync(
            resource, update => !update.Snapshot.EnvironmentVariables.IsDefaultOrEmpty, CancellationToken);
        return started.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync((await System.Application.GetConnectionStringAsync("cache", CancellationToken))!);
}
