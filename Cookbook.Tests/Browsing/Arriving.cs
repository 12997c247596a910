using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

internal static class Arriving
{
    /// <summary>
    /// Returns when the page at this address is there. Address and document are asked for: Playwright's own wait now and then misses the load
    /// event of a page that comes quickly, and waits for it until its time is up.
    /// </summary>
    /// <param name="page">Where a link or a button has been pressed.</param>
    /// <param name="address">Path and query.</param>
    public static Task ArriveAsync(this IPage page, string address) => Eventually.IsTrue(
        $"{address} is there",
        async () => new Uri(page.Url).PathAndQuery == address && await page.EvaluateAsync<string>("document.readyState") == "complete");
}
