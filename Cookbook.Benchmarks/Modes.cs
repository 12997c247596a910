using System.Globalization;
using Cookbook.Benchmarks.Growth;
using Cookbook.Benchmarks.Memory;
using Cookbook.Benchmarks.Requests;
using Cookbook.Benchmarks.Soak;
using Cookbook.Benchmarks.Start;
using Cookbook.Benchmarks.Toolbar;
using Cookbook.Benchmarks.Writes;

namespace Cookbook.Benchmarks;

/// <summary>The command line: one line for each thing to measure.</summary>
internal static class Modes
{
    /// <summary>The largest number that an option takes, whatever it counts: a day of minutes.</summary>
    private const int Most = 24 * 60;

    private static readonly Mode[] All =
    [
        Mode.Reporting("", "requests a second, and writes", ["--quick", "--seconds N", "--load wrk|own"], RequestBenchmark.RunAsync),
        Mode.OnServers("--writes", "writes, and what is felt while Redis is away", ["--quick"], (servers, options, cancellationToken) =>
            WriteBenchmark.RunAsync(servers, options.Has("--quick"), cancellationToken)),
        new("--serve", "nothing: serves, to be measured by something else", [], (_, output, cancellationToken) => Serving.RunAsync(output, cancellationToken)),
        Mode.Reporting("--toolbar", "the debug toolbar", [], ToolbarBenchmark.RunAsync),
        Mode.OnServers("--growth", "purges and the first level as pages and tags grow", [], (servers, _, cancellationToken) =>
            GrowthBenchmark.RunAsync(servers, cancellationToken)),
        Mode.Reporting("--soak", "two replicas under load while Redis, Postgres and a replica fail", ["--minutes N"], SoakBenchmark.RunAsync),
        Mode.Reporting("--start", "from the start of the built AppHost to the first page", ["--times N"], StartBenchmark.RunAsync),
        Mode.Reporting("--memory", "the site's memory under full load", ["--minutes N", "--load wrk|own"], MemoryBenchmark.RunAsync),
    ];

    public static string Usage { get; } =
        $"""
        Usage: dotnet run -c Release --project Cookbook.Benchmarks [-- WHAT [OPTIONS]]
        {string.Join('\n', All.Select(mode => $"  {mode.Switch,-10} {mode.What}{string.Concat(mode.Options.Select(option => $" [{option}]"))}"))}
        N is a whole number from 1 to {Most}.
        """;

    /// <summary>No mode, but the problem, where the command line is not understood.</summary>
    public static (Mode? Mode, ModeOptions Options, string? Problem) Read(string[] arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var mode = All.FirstOrDefault(each => each.Switch.Length != 0 && arguments.Contains(each.Switch)) ?? All[0];
        var rest = new Queue<string>(arguments.Where(argument => argument != mode.Switch));
        while (rest.TryDequeue(out var argument))
        {
            if (mode.Options.Select(option => option.Split(' ')).FirstOrDefault(option => option[0] == argument) is not { } option)
            {
                return (null, new ModeOptions(given), $"{argument} is not understood here.");
            }

            if (option is [_, var values] && ProblemOf(argument, values, rest.TryPeek(out var next) ? next : null) is { } problem)
            {
                return (null, new ModeOptions(given), problem);
            }

            given[argument] = option.Length == 1 ? "" : rest.Dequeue();
        }

        return (mode, new ModeOptions(given), null);
    }

    /// <param name="option">On the command line.</param>
    /// <param name="values">"DIR" for any, "N" for a number, "wrk|own" for one of these.</param>
    /// <param name="given">What follows it; null at the end.</param>
    private static string? ProblemOf(string option, string values, string? given)
    {
        if (given is null || given.StartsWith("--", StringComparison.Ordinal))
        {
            return $"{option} needs a value.";
        }

        if (values == "N" && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most))
        {
            return $"{option} is '{given}'. It must be a whole number from 1 to {Most}.";
        }

        return values.Contains('|', StringComparison.Ordinal) && !values.Split('|').Contains(given)
            ? $"{option} is '{given}'. It must be {values.Replace("|", " or ", StringComparison.Ordinal)}."
            : null;
    }
}
