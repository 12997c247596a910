using System.Globalization;
using System.Net;
using Cookbook.Tests.Web.Admin;

namespace Cookbook.Tests.Web.Scale;

/// <summary>
/// How long each page takes with more and more recipes, one request after the other: rendered anew, out of Redis, and out of the site's
/// memory. The tables of docs/performance.md are this test's output. The machine must have nothing else to do: only when asked for.
/// <c>COOKBOOK_SCALE=1000,1000000</c> names other numbers of recipes, in ascending order.
/// </summary>
public sealed class Timing(TestServers servers)
{
    /// <summary>Milliseconds at the 95th percentile: the target for pages that lie in the cache.</summary>
    private const double MostCached = 10;

    /// <summary>The number of recipes that the targets speak of.</summary>
    private const int Target = 100_000;

    private static int[] Sizes { get; } = Environment.GetEnvironmentVariable("COOKBOOK_SCALE") is { Length: > 0 } given
        ? [.. given.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))]
        : [1000, 10_000, Target];

    [Fact]
    public async Task Every_page_with_100_000_recipes_is_as_fast_as_it_has_to_be()
    {
        Assert.SkipUnless(LongTests.AreOn, "Set COOKBOOK_LONG_TESTS=1, and run this test alone.");
        await using var scaled = await ScaledSite.StartAsync(servers, Sizes[0], explaining: false);
        await using var remembering = scaled.StartCached(64 * 1024 * 1024);
        await using var sharing = scaled.StartCached(0);
        var (anew, first, second) = (new TimeTable("rendered anew"), new TimeTable("first level"), new TimeTable("second level"));
        var slow = new List<string>();
        foreach (var size in Sizes)
        {
            await scaled.GrowAsync(size);
            foreach (var page in await scaled.Site.AskAsync(Page.AllAsync))
            {
                await MeasureAsync(anew, page, page.Most, number => scaled.GetAsync(page, number), await scaled.CommandsAsync(page));
            }

            foreach (var page in (await scaled.Site.AskAsync(Page.AllAsync)).Where(page => page is { IsPublic: true, HasSql: true, Status: HttpStatusCode.OK }))
            {
                await MeasureAsync(first, page, MostCached, number => remembering.GetAsync(page.Address(number)));
                await MeasureAsync(second, page, MostCached, number => sharing.GetAsync(page.Address(number)));
                Assert.True(await remembering.IsHitAsync(page.Address(0)));
                Assert.True(await sharing.IsHitAsync(page.Address(0)));
            }

            async Task MeasureAsync(TimeTable table, Page page, double most, Func<int, Task<HttpResponseMessage>> get, int? commands = null)
            {
                var taken = await Taken.MeasureAsync(async number =>
                {
                    using var response = await get(number);
                    Assert.Equal(page.Status, response.StatusCode);
                });
                table.Add(size, page, taken, commands);
                if (size <= Target && taken.P95 > most)
                {
                    slow.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Name} with {size:N0}: {taken.P95:0.0} ms"));
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{anew}\n{first}\n{second}");
        Assert.True(slow.Count == 0, $"Slower than they may be: {string.Join("; ", slow)}.");
    }
}
