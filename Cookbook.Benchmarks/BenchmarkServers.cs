using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Cookbook.Data;
using Cookbook.Data.Recipes;
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
        await servers.FillAsync(cancellationToken);
        return servers;
    }

    public CookbookDbContext Open()
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql(Postgres);
        CookbookDbContext.Configure(options);
        return new CookbookDbContext(options.Options);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var name in (string[])["Dal tadka", "Tomato soup"])
        {
            var recipe = new Recipe
            {
                Name = name,
                Slug = Slug.For(name),
                Description = $"How {name} is made at home on a weekday, in half an hour and with what is there.",
                Instructions = "<ol><li>Chop everything.</li><li>Fry the spices in oil.</li><li>Add the rest and simmer for twenty minutes.</li></ol>",
                CreatedAt = now,
                UpdatedAt = now,
            };
            foreach (var (position, food) in ((string[])["onions", "tomatoes", "lentils", "cumin", "oil"]).Index())
            {
                var line = $"{position + 1} spoons of {food}";
                recipe.Ingredients.Add(new Ingredient
                {
                    Food = new Food { Name = food },
                    UnitOfMeasure = "spoon",
                    Amount = position + 1,
                    Description = line,
                    Position = position,
                });
            }

            db.Recipes.Add(recipe);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
