using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks;

/// <summary>The command line: one line for each thing to measure.</summary>
internal static class Modes
{
    private static readonly Mode[] All =
    [
        new("", "requests a second, and writes", ["--quick", "--load wrk|own", "--output DIR"], RequestBenchmark.RunAsync),
        Mode.OnServers("--writes", "writes", ["--quick"], (servers, options, cancellationToken) =>
            WriteBenchmark.RunAsync(servers, options.Has("--quick") ? 50 : 300, cancellationToken)),
        Mode.OnServers("--toolbar", "the debug toolbar", [], (servers, _, cancellationToken) =>
            ToolbarBenchmark.RunAsync(servers, TimeSpan.FromSeconds(2), rounds: 9, cancellationToken)),
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
        foreach (var (index, argument) in arguments.Index())
        {
            if (argument == mode.Switch || (index > 0 && TakesValue(mode, arguments[index - 1])))
            {
                continue;
            }

            if (!mode.Options.Any(option => option.Split(' ')[0] == argument))
            {
                return (null, new ModeOptions(given), $"{argument} is not understood here.");
            }

            if (TakesValue(mode, argument) && index + 1 == arguments.Length)
            {
                return (null, new ModeOptions(given), $"{argument} needs a value.");
            }

            given[argument] = TakesValue(mode, argument) ? arguments[index + 1] : "";
        }

        return (mode, new ModeOptions(given), null);
    }

    private static bool TakesValue(Mode mode, string argument) => mode.Options.Any(option => option.StartsWith(argument + ' ', StringComparison.Ordinal));
}
