using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Tests.MigrationService;
using Cookbook.Tests.Web.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Scale;

/// <summary>A site without a cache on a database of generated recipes, one in ten of which has had another address before.</summary>
internal sealed class ScaledSite(Worker worker) : IAsyncDisposable
{
    private WebSite? _site;
    private Browser? _editor;

    public AskedPlans Plans { get; } = new(worker.ConnectionString!, evenIfSmall: !Caching.Faults.LongTests.AreOn);

    public WebSite Site => _site!;

    /// <summary>Signed in.</summary>
    public Browser Editor => _editor!;

    /// <param name="servers">Where.</param>
    /// <param name="recipes">How many.</param>
    /// <param name="explaining">Whether <see cref="Plans"/> has what the site asks; that takes time.</param>
    public static async Task<ScaledSite> StartAsync(TestServers servers, int recipes, bool explaining)
    {
        var scaled = new ScaledSite(await Worker.MigratedAsync(servers));
        await scaled.GrowAsync(recipes);
        scaled._site = new WebSite(
            scaled.Worker.ConnectionString!, redis: null, ("ForwardedHeaders_Enabled", "true"), ("OutputCaching:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"))
        {
            Adjust = services =>
            {
                if (explaining)
                {
                    services.ConfigureDbContext<CookbookDbContext>(options => options.AddInterceptors(scaled.Plans));
                }
            },
        }.Start();
        scaled._editor = await scaled.Site.BrowseAsAsync(Role.Editor);
        return scaled;
    }

    public Worker Worker => worker;

    /// <summary>To so many recipes in all. Takes about half a millisecond for each.</summary>
    public async Task GrowAsync(int recipes)
    {
        (await worker.RunAsync("generate", "--recipes", recipes.ToString(CultureInfo.InvariantCulture))).MustSucceed();
        await using var db = worker.OpenDatabase();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO old_slug (slug, recipe_id) SELECT slug || '-once', id FROM recipe WHERE id % 10 = 1 ON CONFLICT DO NOTHING",
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _site?.DisposeAsync() ?? ValueTask.CompletedTask;
}
