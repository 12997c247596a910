using System.Globalization;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;

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

    public static async Task<int> RunAsync(ModeOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var quick = options.Has("--quick");
        var folder = ReportFolder.Open(options.ValueOf("--output"));
        var load = Generator(options.ValueOf("--load"));
        var begun = TimeProvider.System.GetUtcNow();
        await Console.Error.WriteLineAsync("Starts the system");

        Report report;
        await using (var system = await MeasuredSystem.StartAsync(cancellationToken))
        await using (var nginx = await Nginx.StartAsync(cancellationToken))
        {
            using var subjects = new Subjects(system, nginx, load);
            var prepared = new List<Subject>();
            foreach (var (address, isPage) in Addresses)
            {
                prepared.Add(await subjects.PrepareAsync(address, isPage, cancellationToken));
            }

            var seconds = options.NumberOf("--seconds") ?? (quick ? 1 : 5);
            var measured = await MeasureAsync(prepared, warmUp: Math.Min(seconds, 3), seconds, rounds: quick ? 2 : 5, cancellationToken);
            report = new Report(begun, await Surroundings.OfAsync(system, cancellationToken), load.Description, quick, measured, Writes: null);
        }

        if (!quick)
        {
            await using var servers = await BenchmarkServers.StartAsync(cancellationToken);
            report = report with { Writes = await WriteBenchmark.RunAsync(servers, times: 300, cancellationToken) };
        }

        var markdown = Markdown.Of(report);
        await folder.WriteAsync("requests", markdown, report, Chart.Of(report), cancellationToken);
        await output.WriteLineAsync(markdown);
        await Console.Error.WriteLineAsync($"Written to {folder.Path}");
        return 0;
    }

    private static LoadGenerator Generator(string? name) => name switch
    {
        Wrk.Name => Wrk.Installed(),
        OwnLoad.Name => new OwnLoad(),
        _ => InstalledProgram.Find(Wrk.Name) is { } program ? new Wrk(program) : new OwnLoad(),
    };

    /// <param name="subjects">What to measure.</param>
    /// <param name="warmUp">Seconds for each, until the compiler has made its best of a path.</param>
    /// <param name="time">Seconds for each, in each round; whole ones.</param>
    /// <param name="rounds">In which all have their turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task<IReadOnlyList<MeasuredSubject>> MeasureAsync(
        List<Subject> subjects, int warmUp, int time, int rounds, CancellationToken cancellationToken)
    {
        var turns = subjects
            .SelectMany(subject => subject.Candidates, (subject, candidate) => (Subject: subject, Candidate: candidate, Rounds: new List<Measured>()))
            .ToList();
        foreach (var (subject, candidate, _) in turns)
        {
            if (candidate.RunAsync is { } runAsync)
            {
                await Console.Error.WriteLineAsync($"Warm-up: {subject.Address}, {candidate.Name}");
                await runAsync(TimeSpan.FromSeconds(warmUp), cancellationToken);
            }
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (subject, candidate, measured) in turns)
            {
                if (candidate.RunAsync is { } runAsync)
                {
                    measured.Add(await runAsync(TimeSpan.FromSeconds(time), cancellationToken));
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
