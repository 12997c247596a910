namespace Cookbook.Benchmarks.Load;

/// <summary>
/// For machines without wrk: first how many requests a second 32 connections bring about that each ask again as soon as they have their
/// answer, then latencies at a share of that rate. Half of the time is for the one, half for the other.
/// </summary>
internal sealed class OwnLoad : LoadGenerator
{
    public const string Name = "own";

    /// <summary>Of what the server can do; at all of it a queue only grows, and the latencies say for how long it was measured.</summary>
    private const double Share = 0.7;

    public override string Description =>
        $"the own generator on the loopback: {Connections} connections for the rate, then {Share * 100:0} % of that rate, open loop, for the latencies";

    public override async Task<Measured> RunAsync(Uri address, TimeSpan time, string[] headers, CancellationToken cancellationToken)
    {
        using var asking = new Asking(address, headers);
        var rate = await SaturateAsync(asking, time / 2, cancellationToken);
        var run = await OpenLoop.RunAsync(asking.AskAsync, rate * Share, time / 2, Connections, TimeProvider.System, cancellationToken);
        return run.Errors == 0
            ? new Measured(rate, run.Percentile(50), run.Percentile(99))
            : throw new InvalidOperationException($"{address} has answered {run.Errors} requests with errors.");
    }

    private static async Task<double> SaturateAsync(Asking asking, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var begun = clock.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(AskOnAsync, cancellationToken)));
        return answers.Sum() / clock.GetElapsedTime(begun).TotalSeconds;

        async Task<long> AskOnAsync()
        {
            var answered = 0L;
            for (; clock.GetElapsedTime(begun) < time; answered++)
            {
                if (!await asking.AskAsync(cancellationToken))
                {
                    throw new InvalidOperationException("The server has answered with an error.");
                }
            }

            return answered;
        }
    }
}
