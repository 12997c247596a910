using System.Diagnostics;
using System.Net;

namespace Cookbook.Tests.AppHost;

/// <summary>A server of the system goes away and comes back. Each test has a system of its own.</summary>
[Collection(nameof(Alone))]
public sealed class OutageTests
{
    private static CancellationToken CancellationToken => Eventually.Deadline;

    [Fact]
    public async Task Without_Redis_every_page_is_served_at_once_and_the_second_time_out_of_memory()
    {
        await using var system = await CookbookSystem.StartAsync();
        string[] addresses = ["/cookbook/", "/", "/recipes/tarte-tatin", "/cookbook/?page=2"];
        foreach (var address in addresses)
        {
            // A page's first render is compiled first, which takes its time whatever Redis does.
            await system.IsHitAsync(address);
            Assert.True(await system.IsHitAsync(address));
        }

        using (var emptied = await system.Web.PostAsync("/admin/cache/flush", content: null, CancellationToken))
        {
            emptied.EnsureSuccessStatusCode();
        }

        await system.CommandAsync("cache", KnownResourceCommands.StopCommand);

        foreach (var address in addresses)
        {
            var began = Stopwatch.GetTimestamp();
            await system.IsHitAsync(address);
            Assert.InRange(Stopwatch.GetElapsedTime(began).TotalMilliseconds, 0, 1000);
            Assert.True(await system.IsHitAsync(address), $"{address} lies in memory now.");
        }

        Assert.Equal("Degraded", await system.Web.GetStringAsync("/health", CancellationToken));

        await system.CommandAsync("cache", KnownResourceCommands.StartCommand);
        await system.Application.ResourceNotifications.WaitForResourceHealthyAsync("cache", CancellationToken);
        await Eventually.IsTrue(
            "the site has Redis again", async () => await system.Web.GetStringAsync("/health", CancellationToken) == "Healthy");
    }

    [Fact]
    public async Task Without_Postgres_the_site_says_so_and_recovers()
    {
        await using var system = await CookbookSystem.StartAsync();
        await system.IsHitAsync("/cookbook/");

        await system.CommandAsync("postgres", KnownResourceCommands.StopCommand);

        Assert.True(await system.IsHitAsync("/cookbook/"), "A cached page needs no database.");
        using (var health = await system.Web.GetAsync("/health", CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        using (var alive = await system.Web.GetAsync("/alive", CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        using (var page = await system.Web.GetAsync("/recipes/tarte-tatin", CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.NotNull(page.Headers.RetryAfter);
            Assert.True(page.Headers.CacheControl?.NoStore);
            var body = await page.Content.ReadAsStringAsync(CancellationToken);
            Assert.Contains("<h1>", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        }

        await system.CommandAsync("postgres", KnownResourceCommands.StartCommand);
        await system.Application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken);
        await Eventually.IsTrue("the site is ready again", async () =>
        {
            using var health = await system.Web.GetAsync("/health", CancellationToken);
            return health.StatusCode == HttpStatusCode.OK;
        });
        Assert.Contains("Tarte Tatin", await system.Web.GetStringAsync("/recipes/tarte-tatin", CancellationToken), StringComparison.Ordinal);
    }
}
