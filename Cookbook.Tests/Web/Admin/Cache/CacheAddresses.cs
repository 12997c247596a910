namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>All that the inspector answers to. <c>{key}</c> stands for a page's key.</summary>
internal static class CacheAddresses
{
    public static readonly string[] Pages =
    [
        "/admin/cache", "/admin/cache/delete", "/admin/cache/entries", "/admin/cache/entries?level=memory", "/admin/cache/entry?key={key}",
        "/admin/cache/entry/delete?key={key}", "/admin/cache/why", "/admin/cache/why?address=/cookbook/",
    ];

    public static readonly string[] Forms =
    [
        "/admin/cache", "/admin/cache?handler=Tag", "/admin/cache/delete", "/admin/cache/entry?key={key}&handler=Stale", "/admin/cache/entry/delete?key={key}",
    ];

    public static readonly (string Method, string Address)[] Api =
    [
        ("GET", "/admin/cache/live"), ("GET", "/api/cache/state"), ("GET", "/api/cache/entries"), ("GET", "/api/cache/entry?key={key}"),
        ("GET", "/api/cache/response?key={key}"), ("GET", "/api/cache/why?address=/cookbook/"), ("POST", "/api/cache/stale"),
        ("DELETE", "/api/cache/entry?key={key}"), ("DELETE", "/api/cache/entries"),
    ];

    public static string For(this string address, string key) => address.Replace("{key}", Uri.EscapeDataString(key), StringComparison.Ordinal);
}
