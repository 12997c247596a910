using System.Globalization;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;
using Cookbook.Benchmarks.Writes;

namespace Cookbook.Benchmarks.Requests;

/// <summary>
/// Requests a second of the tutorial's page and of a recipe, from every level of the cache and from what people have instead; one after
/// the other, round after round, so that what the machine does besides meets all of them.
/// </summary>
internal static class RequestBenchmark
{
    /// <summary>Each with whether it is a page.</summary>
    private static readonly (string Address, bool IsPage)[] Addresses =
        [("/cookbook/", true), ($"/recipes/{TutorialRecipes.Slug}", true), ($"/api/recipes/{TutorialRecipes.Slug}", false)];

    /// <summary>The mode without a switch: ten seconds for each in three rounds, as the targets have it.</summary>
    public static async Task<Outcome> RunAsync(ModeOptions options, CancellationToken cancellationToken)
    {
        var isQuick = options.Has("--quick");
        var seconds = options.NumberOf("--seconds") ?? (isQuick ? 1 : 10);
        var load = LoadGenerator.Named(options.ValueOf("--load"));
        var report = await MeasureAsync(load, TimeSpan.FromSeconds(Math.Min(seconds, 3)), TimeSpan.FromSeconds(seconds), isQuick ? 2 : 3, cancellationToken);
        report = report with { IsQuick = isQuick };
        if (!isQuick)
        {
            await using var servers = await BenchmarkServers.StartAsync(cancellationToken);
            report = report with { Writes = await WriteBenchmark.RunAsync(servers, isQuick, cancellationToken) };
        }

        return new Outcome(Markdown.Of(report), report, Chart.Of(report));
    }

    /// <param name="load">What asks.</param>
    /// <param name="warmUp">For each, until the compiler has made its best of a path; for wrk whole seconds.</param>
    /// <param name="time">For each, in each round; for wrk whole seconds.</param>
    /// <param name="rounds">In which all have their turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Report> MeasureAsync(LoadGenerator load, TimeSpan warmUp, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Starts the system");
        await using var system = await MeasuredSystem.StartAsync(MeasuredSystem.OtherWays, cancellationToken);
        await using var nginx = await Nginx.StartAsync(cancellationToken);
        using var subjects = new Subjects(system, nginx, load);
        var prepared = new List<Subject>();
        foreach (var (address, isPage) in Addresses)
        {
            prepared.Add(await subjects.PrepareAsync(address, isPage, cancellationToken));
        }

        var surroundings = await Surroundings.OfAsync(system.Postgres, system.Redis, cancellationToken);
        var measured = await MeasureAsync(prepared, warmUp, time, rounds, cancellationToken);
        return new Report(surroundings, load.Description, IsQuick: false, measured, Writes: []);
    }

    private static async Task<IReadOnlyList<MeasuredSubject>> MeasureAsync(
        List<Subject> subjects, TimeSpan warmUp, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        var turns = subjects
            .SelectMany(subject => subject.Candidates, (subject, candidate) => (Subject: subject, Candidate: candidate, Rounds: new List<Measured>()))
            .ToList();
        foreach (var (subject, candidate, _) in turns)
        {
            if (candidate.RunAsync is { } runAsync)
            {
                await Console.Error.WriteLineAsync($"Warm-up: {subject.Address}, {candidate.Name}");
                await runAsync(warmUp, cancellationToken);
            }
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (subject, candidate, measured) in turns)
            {
                if (candidate.RunAsync is { } runAsync)
                {
                    measured.Add(await runAsync(time, cancellationToken));
                    await Console.Error.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture, $"Round {round} of {rounds}: {subject.Address}, {candidate.Name}: {measured[^1].Rate:N0} requests a second"));
                }
            }
        }

        return [.. subjects.Select(subject => new MeasuredSubject(
            subject.Address,
            subject.Bytes,
            subject.BrotliBytes,
            [.. turns.Where(turn => turn.Subject == subject).Select(turn => new MeasuredRow(turn.Candidate.Name, turn.Rounds, turn.Candidate.Missing))]))];
    }
}
