using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cookbook.Tests.Caching.Faults;
using Cookbook.Tests.Web.Admin;

namespace Cookbook.Tests.Web.Scale;

/// <summary>
/// How long each page takes with more and more recipes, one request after the other, nothing cached. The table of docs/performance.md is
/// this test's output. The machine must have nothing else to do: only when asked for.
/// </summary>
public sealed class Timing(TestServers servers)
{
    private const int Requests = 40;

    /// <summary>Of a page that is so slow that as many would take more than <see cref="Enough"/>.</summary>
    private const int Least = 3;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    private static readonly int[] Sizes = [1000, 10_000, 100_000];

    [Fact]
    public async Task Every_page_with_100_000_recipes_is_as_fast_as_it_has_to_be()
    {
        Assert.SkipUnless(LongTests.AreOn, "Set COOKBOOK_LONG_TESTS=1, and run this test alone.");
        await using var scaled = await ScaledSite.StartAsync(servers, Sizes[0], explaining: false);
        var taken = new Dictionary<string, List<(double P50, double P95)>>();
        var slow = new List<string>();
        foreach (var size in Sizes)
        {
            await scaled.GrowAsync(size);
            foreach (var page in await scaled.Site.AskAsync(Page.AllAsync))
            {
                taken.TryAdd(page.Name, []);
                var (p50, p95) = await MeasureAsync(scaled, page);
                taken[page.Name].Add((p50, p95));
                if (p95 > page.Most)
                {
                    slow.Add(page.Name);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(Table(taken));
        Assert.True(slow.Count == 0, $"Slower than they may be: {string.Join("; ", slow)}.");
    }

    private static async Task<(double P50, double P95)> MeasureAsync(ScaledSite scaled, Page page)
    {
        var times = new List<double>();
        var begin = Stopwatch.GetTimestamp();
        for (var number = -2; number < Least || (number < Requests && Stopwatch.GetElapsedTime(begin) < Enough); number++)
        {
            var start = Stopwatch.GetTimestamp();
            using (var response = await scaled.Editor.GetAsync(page.Address(Math.Abs(number))))
            {
                Assert.Equal(page.Status, response.StatusCode);
            }

            // The first few find nothing warm.
            if (number >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
    }

    private static string Table(Dictionary<string, List<(double P50, double P95)>> taken)
    {
        var table = new StringBuilder("| page |");
        foreach (var size in Sizes)
        {
            table.Append(CultureInfo.InvariantCulture, $" {size:N0} |");
        }

        table.AppendLine().Append("|---|").Insert(table.Length, "---:|", Sizes.Length).AppendLine();
        foreach (var (page, times) in taken)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {page} |");
            foreach (var (p50, p95) in times)
            {
                table.Append(CultureInfo.InvariantCulture, $" {p50:0.0} / {p95:0.0} |");
            }

            table.AppendLine();
        }

        return table.ToString();
    }
}
