using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Benchmarks;

/// <summary>A Postgres with the tutorial's two recipes of five ingredients each, and a Redis.</summary>
internal sealed class BenchmarkServers : IAsyncDisposable
{
    private readonly DistributedApplication _application;

    private BenchmarkServers(DistributedApplication application, string postgres, string redis) =>
        (_application, Postgres, Redis) = (application, postgres, redis);

    public string Postgres { get; }

    public string Redis { get; }

    public static async Task<BenchmarkServers> StartAsync(CancellationToken cancellationToken)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres").AddDatabase("cookbookdb");
        builder.AddRedis("cache");
        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("cookbookdb", cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("cache", cancellationToken);
        var servers = new BenchmarkServers(
            application,
            (await application.GetConnectionStringAsync("cookbookdb", cancellationToken))!,
            (await application.GetConnectionStringAsync("cache", cancellationToken))!);
        await using var db = servers.Open();
        await db.Database.MigrateAsync(cancellationToken);
        await TutorialRecipes.AddAsync(db, cancellationToken);
        return servers;
    }

    public CookbookDbContext Open() => TutorialRecipes.Open(Postgres);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
