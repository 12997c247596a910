using System.Diagnostics;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Measures how long after a write past the site a replica shows it.</summary>
/// <param name="run">Where it is written down.</param>
/// <param name="visitor">Who looks.</param>
/// <param name="patience">After so long nobody looks any more, and it counts as this long.</param>
internal sealed class LagWatch(SoakRun run, Visitor visitor, TimeSpan patience)
{
    /// <summary>Usually.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks without a pause until the replica shows the version. What Postgres or the replica was away for is not measured.</summary>
    /// <param name="replica">Which.</param>
    /// <param name="recipe">That was written.</param>
    /// <param name="version">To be seen.</param>
    /// <param name="at">When it was acknowledged: a time stamp of <see cref="Stopwatch"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LookAsync(int replica, int recipe, int version, long at, CancellationToken cancellationToken)
    {
        var page = SoakPage.Details(recipe);
        while (!run.PostgresAway.Touches(at) && !run.Replicas[replica].Away.Touches(at))
        {
            var isGivenUp = Stopwatch.GetElapsedTime(at) >= patience;
            var marks = isGivenUp
                ? null
                : await visitor.AskAsync(new Question(replica, page.Address) { Page = page, Brotli = true }, Stopwatch.GetTimestamp(), cancellationToken);
            if (isGivenUp || (marks is not null && Array.TrueForAll(marks, mark => mark.Version >= version)))
            {
                run.Lags.Enqueue((run.Now.Name, Stopwatch.GetElapsedTime(at).TotalMilliseconds));
                return;
            }
        }
    }
}
