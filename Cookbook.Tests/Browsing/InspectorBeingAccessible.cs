namespace Cookbook.Tests.Browsing;

/// <summary>The cache's pages: every one of them, with pages in both levels.</summary>
public sealed class InspectorBeingAccessible(CachedPages cached) : IClassFixture<CachedPages>
{
    public static TheoryData<string, int> Pages => new()
    {
        { "/admin/cache/delete", 200 },
        { "/admin/cache/entries", 200 },
        { "/admin/cache/entries?level=memory", 200 },
        { "/admin/cache/entries?q=no-such-address", 200 },
        { "/admin/cache/entries?cursor=nonsense", 400 },
        { "/admin/cache/entries?Deleted=/cookbook/", 200 },
        { "/admin/cache/entry?key=/recipes/dal-tadka", 200 },
        { "/admin/cache/entry?key=/cookbook/%3F&Stale=True", 200 },
        { "/admin/cache/entry?key=/nowhere", 404 },
        { "/admin/cache/entry/delete?key=/cookbook/%3F", 200 },
        { "/admin/cache/why", 200 },
        { "/admin/cache/why?address=/cookbook/", 200 },
        { "/admin/cache/why?address=/admin", 200 },
        { "/admin/cache/why?address=https://evil.example/", 400 },
        { "/admin/cache?Stale=recipes", 200 },
        { "/admin/cache?Deleted=3", 200 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_keeps_nobody_out(string address, int status) => cached.Site.VisitAsync(async visitor =>
    {
        await visitor.OpenAsync(address, status);
        await visitor.LookAtAsync(address);
    });
}
