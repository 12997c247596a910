using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Tests.MigrationService;
using Cookbook.Tests.Web.Admin;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Scale;

/// <summary>A site without a cache on a database of generated recipes, one in ten of which has had another address before.</summary>
internal sealed class ScaledSite(TestServers servers, Worker worker) : IAsyncDisposable
{
    private WebSite? _site;
    private Browser? _administrator;

    public AskedPlans Plans { get; } = new(worker.ConnectionString!, evenIfSmall: !LongTests.AreOn);

    /// <summary>The routes that requests have taken.</summary>
    public TakenRoutes Taken { get; } = new();

    public WebSite Site => _site!;

    /// <summary>Signed in.</summary>
    public Browser Administrator => _administrator!;

    /// <param name="servers">Where.</param>
    /// <param name="recipes">How many.</param>
    /// <param name="explaining">Whether <see cref="Plans"/> has what the site asks; that takes time.</param>
    public static async Task<ScaledSite> StartAsync(TestServers servers, int recipes, bool explaining)
    {
        var scaled = new ScaledSite(servers, await Worker.MigratedAsync(servers));
        await scaled.GrowAsync(recipes);
        scaled._site = new WebSite(
            scaled.Worker.ConnectionString!, redis: null, ("ForwardedHeaders_Enabled", "true"), ("OutputCaching:Enabled", "false"), ("Logging:LogLevel:Default", "Warning"))
        {
            Adjust = services =>
            {
                services.AddSingleton<IStartupFilter>(scaled.Taken);
                if (explaining)
                {
                    services.ConfigureDbContext<CookbookDbContext>(options => options.AddInterceptors(scaled.Plans));
                }
            },
        }.Start();
        scaled._administrator = await scaled.Site.BrowseAsAsync(Role.Administrator);
        return scaled;
    }

    public Worker Worker => worker;

    /// <summary>Another site on the same database, with a cache in Redis and so many bytes of one in its memory.</summary>
    public WebSite StartCached(long firstLevelBytes) => new WebSite(
        worker.ConnectionString!,
        servers.Redis,
        ("OutputCaching:FirstLevelBytes", firstLevelBytes.ToString(CultureInfo.InvariantCulture)),
        ("Logging:LogLevel:Default", "Warning")).Start();

    /// <summary>As a stranger where the page is for strangers.</summary>
    public Task<HttpResponseMessage> GetAsync(Page page, int number) =>
        page.IsPublic ? Site.GetAsync(page.Address(number)) : Administrator.GetAsync(page.Address(number));

    /// <summary>How many a request sends to Postgres.</summary>
    public async Task<int> CommandsAsync(Page page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page.Address(0));
        return await Site.CommandsAsync(page.IsPublic ? new Browser(Site) : Administrator, request, page.Status);
    }

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
