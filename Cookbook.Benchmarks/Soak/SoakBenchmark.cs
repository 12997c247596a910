using System.Diagnostics;
using System.Globalization;
using Cookbook.Benchmarks.Memory;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Soak;

/// <summary>
/// Mixed traffic on two replicas while Redis and Postgres are stopped, hung and started again, and a replica is killed and replaced. Every answer
/// is held against the writer's log.
/// </summary>
internal static class SoakBenchmark
{
    /// <summary>After the last phase, whoever still waits may wait so long.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(40);

    public static async Task<SoakResult> RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Soak: starting the system");
        await using var system = await SoakSystem.StartAsync(cancellationToken);
        var ids = await SoakRecipes.StoreAsync(system.DirectPostgres, options.Recipes, cancellationToken);
        var run = new SoakRun(system.Replicas, system.PostgresAway, options);
        var (visitor, editor) = (new Visitor(run), new Editor(system.Replicas));
        await editor.SignInAsync(system.AdminPassword, cancellationToken);
        await using var bySql = new SqlWriter(run, visitor, ids, system.Postgres);
        using var writers = new Writers(run, new FormWriter(run, editor, ids), bySql);
        var traffic = new Traffic(options.Recipes, system.Replicas.Length, options.Seed);
        var memory = new MemoryWatch(system.ProcessOf, system.Replicas.Length, options.Length);
        var surroundings = await Surroundings.OfAsync(system.DirectPostgres, system.DirectRedis, cancellationToken);

        await WarmAsync(visitor, options, system.Replicas.Length, cancellationToken);
        run.Now = new Tally(options.Phases[0].Name);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var playing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var write = writers.WriteAsync(writing.Token);
        var read = Pace.KeepAsync(options.Rate, due => visitor.AskAsync(traffic.Next(), due, cancellationToken), reading.Token);
        var all = Task.WhenAll(write, read, memory.LookAsync(writing.Token));
        List<Tally> phases;
        try
        {
            var play = PlayAsync(run, system, playing.Token);

            // Who reads or writes ends before the play does only by a fault.
            await await Task.WhenAny(play, read, write);
            phases = await play;
        }
        finally
        {
            await playing.CancelAsync();
            await writing.CancelAsync();
            await reading.CancelAsync();
            await all.WaitAsync(Rest, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await all;
        return new SoakResult
        {
            Options = options,
            Surroundings = surroundings,
            Phases = phases,
            Memory = memory.Samples,
            Findings = run.Findings,
            Lags = [.. run.Lags.OrderBy(lag => lag.Milliseconds)],
            Lateness = [.. run.Lateness.Order()],
        };
    }

    /// <summary>The mode <c>--soak</c>: passed if nothing was stale, wrong or broken.</summary>
    public static async Task<Outcome> RunAsync(ModeOptions given, CancellationToken cancellationToken)
    {
        var options = new SoakOptions();
        var result = await RunAsync(given.NumberOf("--minutes") is { } minutes ? options with { Length = TimeSpan.FromMinutes(minutes) } : options, cancellationToken);
        return SoakReport.Of(result);
    }

    /// <summary>Asks each replica for every other page, so that it has compiled what it needs and has some pages and others not.</summary>
    private static async Task WarmAsync(Visitor visitor, SoakOptions options, int replicas, CancellationToken cancellationToken)
    {
        var pages = Enumerable.Range(0, options.Recipes).Select(SoakPage.Details)
            .Concat(Enumerable.Range(1, SoakPage.Lists(options.Recipes)).Select(number => SoakPage.List(number, options.Recipes)))
            .Where((_, index) => index % 2 == 0)
            .Append(SoakPage.Home(options.Recipes));
        foreach (var page in pages)
        {
            for (var replica = 0; replica < replicas; replica++)
            {
                await visitor.AskAsync(new Question(replica, page.Address) { Page = page }, Stopwatch.GetTimestamp(), cancellationToken);
            }
        }
    }

    private static async Task<List<Tally>> PlayAsync(SoakRun run, SoakSystem system, CancellationToken cancellationToken)
    {
        var phases = new List<Tally>();
        var weights = run.Options.Phases.Sum(phase => phase.Weight);
        var began = Stopwatch.GetTimestamp();
        foreach (var phase in run.Options.Phases)
        {
            var tally = phases.Count == 0 ? run.Now : new Tally(phase.Name);
            var from = Stopwatch.GetElapsedTime(began);
            run.Now = tally;
            phases.Add(tally);
            await phase.BeginAsync(system, cancellationToken);
            await Task.Delay(run.Options.Length * phase.Weight / weights, cancellationToken);
            tally.Time = (from, Stopwatch.GetElapsedTime(began));
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Time.Ended:hh\\:mm\\:ss} {phase.Name,-20} {tally[Count.Requests],7} asked, p99 {tally.Latency(99, had: true),8:0.0} ms, {tally[Count.MarkedStale],6} marked, {tally[Count.OutageErrors],5} outage errors, {tally[Count.Errors]} errors, {tally[Count.Unanswered]} unanswered, {tally[Count.Stale]} stale, {tally[Count.Wrong]} wrong"));
        }

        return phases;
    }
}
