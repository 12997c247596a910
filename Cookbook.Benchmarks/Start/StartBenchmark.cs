using System.Diagnostics;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Start;

/// <summary>From the start of the built AppHost to the first page, the database being there: the first start makes it, and does not count.</summary>
internal static class StartBenchmark
{
    private const int Usually = 6;

    /// <summary>The target.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks whether it is there: so much too long a figure may be.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<Outcome> RunAsync(ModeOptions options, CancellationToken cancellationToken)
    {
        var times = options.NumberOf("--times") ?? Usually;
        var surroundings = await HereAsync(cancellationToken);

        // Left to the AppHost to make: under root Postgres runs as another user, who could not enter a temporary folder of root's.
        var volumes = Path.Combine(Path.GetTempPath(), $"cookbook-start-{Guid.NewGuid():N}");
        try
        {
            var starts = new List<double>();
            for (var start = 0; start <= times; start++)
            {
                var seconds = await StartAsync(volumes, cancellationToken);
                await Console.Error.WriteLineAsync(FormattableString.Invariant($"Start {start} of {times}: {seconds:0.00} s{(start == 0 ? ", not counted" : "")}"));
                if (start > 0)
                {
                    starts.Add(seconds);
                }
            }

            var table = new Table(("seconds", null), ("times", "0"), ("median", "0.0"), ("least", "0.0"), ("most", "0.0"), ("target", ""), ("reached", null));
            var isReached = starts.Median() <= Most.TotalSeconds;
            table.Add("from the start of the built AppHost to the first page", times, starts.Median(), starts.Min(), starts.Max(),
                FormattableString.Invariant($"at most {Most.TotalSeconds}"), isReached ? "yes" : "no");
            return Outcome.Of(surroundings, [table], isPassed: isReached);
        }
        finally
        {
            if (Directory.Exists(volumes))
            {
                Directory.Delete(volumes, recursive: true);
            }
        }
    }

    private static async Task<Surroundings> HereAsync(CancellationToken cancellationToken)
    {
        await using var servers = await BenchmarkServers.StartAsync(cancellationToken);
        return await Surroundings.OfAsync(servers.Postgres, servers.Redis, cancellationToken);
    }

    private static async Task<double> StartAsync(string volumes, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        if (await IsThereAsync(client, cancellationToken))
        {
            throw new InvalidOperationException($"Something answers at {BuiltAppHost.Page} already. End it first.");
        }

        var begun = Stopwatch.GetTimestamp();
        await using var appHost = new BuiltAppHost(volumes);
        while (!await IsThereAsync(client, cancellationToken))
        {
            appHost.MustRun();
            await Task.Delay(Pause, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<bool> IsThereAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(BuiltAppHost.Page, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
