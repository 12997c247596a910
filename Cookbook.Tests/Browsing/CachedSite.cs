using Cookbook.Caching;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>A site with pages in memory and in Redis, one of them stale, as an administrator's browser sees it.</summary>
internal sealed class CachedSite : IAsyncDisposable
{
    private readonly Chromium _chromium;
    private readonly Cookie _session;

    private CachedSite(WebSite site, Chromium chromium, Cookie session) => (Site, _chromium, _session) = (site, chromium, session);

    public WebSite Site { get; }

    /// <param name="database">With the sample's recipes.</param>
    /// <param name="redis">As the site sees it.</param>
    /// <param name="server">As it is.</param>
    /// <param name="chromium">The browser.</param>
    public static async Task<CachedSite> StartAsync(string database, string redis, string server, Chromium chromium)
    {
        var site = new WebSite(database, redis) { Environment = "Development" }.Start();
        await using var keys = await RedisKeys.OpenAsync(server, site);
        foreach (var address in (string[])["/", "/recipes/dal-tadka", "/cookbook/"])
        {
            await site.ReadAsync(address);
        }

        await keys.HasPagesAsync(3);
        await site.Services.GetRequiredService<OutputCachePurge>().TagsAsync(["page:/"], TestContext.Current.CancellationToken);
        return new CachedSite(site, chromium, (await BrowsedSite.BeginSessionAsync(site, Role.Administrator)).Cookie);
    }

    public Task VisitAsync(Func<Visitor, Task> visit, BrowserNewContextOptions? how = null) => _chromium.VisitAsync(
        Site,
        async visitor =>
        {
            await visitor.Page.Context.AddCookiesAsync([_session]);
            await visit(visitor);
        },
        how);

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
