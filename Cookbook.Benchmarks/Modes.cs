using System.Globalization;
using Cookbook.Benchmarks.Requests;
using Cookbook.Benchmarks.Soak;

namespace Cookbook.Benchmarks;

/// <summary>The command line: one line for each thing to measure.</summary>
internal static class Modes
{
    private static readonly Mode[] All =
    [
        new("", "requests a second, and writes", ["--quick", "--seconds N", "--load wrk|own", "--output DIR"], RequestBenchmark.RunAsync),
        Mode.OnServers("--writes", "writes", ["--quick"], (servers, options, cancellationToken) =>
            WriteBenchmark.RunAsync(servers, options.Has("--quick") ? 50 : 300, cancellationToken)),
        new("--serve", "nothing: serves, to be measured by something else", [], (_, output, cancellationToken) => Serving.RunAsync(output, cancellationToken)),
        Mode.OnServers("--toolbar", "the debug toolbar", [], (servers, _, cancellationToken) =>
            ToolbarBenchmark.RunAsync(servers, TimeSpan.FromSeconds(2), rounds: 15, cancellationToken)),
        Mode.OnServers("--growth", "purges and the first level as pages and tags grow", [], (servers, _, cancellationToken) =>
            Growth.GrowthBenchmark.RunAsync(servers, cancellationToken)),
        new("--soak", "two replicas under load while Redis, Postgres and a replica fail", ["--minutes N", "--output DIR"], SoakBenchmark.RunModeAsync),
    ];

    public static string Usage { get; } =
        $"""
        Usage: dotnet run -c Release --project Cookbook.Benchmarks [-- WHAT [OPTIONS]]
        {string.Join('\n', All.Select(mode => $"  {mode.Switch,-10} {mode.What}{string.Concat(mode.Options.Select(option => $" [{option}]"))}"))}
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

        if (values == "N" && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
        {
            return $"{option} is '{given}'. It must be a whole number from 1.";
        }

        return values.Contains('|', StringComparison.Ordinal) && !values.Split('|').Contains(given)
            ? $"{option} is '{given}'. It must be {values.Replace("|", " or ", StringComparison.Ordinal)}."
            : null;
    }
}
