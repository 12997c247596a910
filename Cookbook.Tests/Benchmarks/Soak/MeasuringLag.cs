using System.Diagnostics;
using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

public sealed class MeasuringLag
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_write_that_is_never_shown_counts_as_long_as_it_was_waited_for()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 0, 0, 0) };

        await LookAsync(site);

        Assert.InRange(Assert.Single(site.Run.Lags).Milliseconds, Patience.TotalMilliseconds, double.MaxValue);
    }

    [Fact]
    public async Task A_write_that_is_shown_counts_until_then()
    {
        var asked = 0;
        using var site = new PlantedSite { Answer = _ => ++asked < 3 ? PlantedSite.Page(0, 0, 0, 0) : PlantedSite.Page(0, 1, 1, 1) };

        await LookAsync(site);

        Assert.Equal(3, asked);
        Assert.Single(site.Run.Lags);
    }

    [Fact]
    public async Task What_Postgres_was_away_for_is_not_measured()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 0, 0, 0) };
        site.Run.PostgresAway.Begin();

        await LookAsync(site);

        Assert.Empty(site.Run.Lags);
    }

    private static Task LookAsync(PlantedSite site)
    {
        site.Write(TimeSpan.Zero);
        return new LagWatch(site.Run, site.Visitor, Patience).LookAsync(0, 0, 1, Stopwatch.GetTimestamp(), TestContext.Current.CancellationToken);
    }
}
