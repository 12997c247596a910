using System.Globalization;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks;

/// <summary>Something to measure.</summary>
/// <param name="Switch">On the command line; empty for what is measured without one.</param>
/// <param name="What">For the usage.</param>
/// <param name="Options">That it takes: "--quick", or with a value "--output DIR".</param>
/// <param name="RunAsync">Writes to the standard output; gives the exit code.</param>
internal sealed record Mode(
    string Switch, string What, string[] Options, Func<ModeOptions, TextWriter, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>A mode whose report is printed and written: requests.md, requests.json, requests.svg. The exit code is 1 if it has not passed.</summary>
    public static Mode Reporting(string name, string what, string[] options, Func<ModeOptions, CancellationToken, Task<Outcome>> runAsync) =>
        new(name, what, [.. options, "--output DIR"], async (given, output, cancellationToken) =>
        {
            var folder = ReportFolder.Open(given.ValueOf("--output"));
            var outcome = await runAsync(given, cancellationToken);
            await folder.WriteAsync(name.Length == 0 ? "requests" : name.TrimStart('-'), outcome, cancellationToken);
            await output.WriteLineAsync(outcome.Markdown);
            await Console.Error.WriteLineAsync($"Written to {folder.Path}");
            return outcome.IsPassed ? 0 : 1;
        });

    /// <summary>One that needs nothing but a Postgres and a Redis, and makes tables.</summary>
    public static Mode OnServers(
        string name, string what, string[] options, Func<BenchmarkServers, ModeOptions, CancellationToken, Task<IReadOnlyList<Table>>> runAsync) =>
        Reporting(name, what, options, async (given, cancellationToken) =>
        {
            await using var servers = await BenchmarkServers.StartAsync(cancellationToken);
            var surroundings = await Surroundings.OfAsync(servers.Postgres, servers.Redis, cancellationToken);
            return Outcome.Of(surroundings, await runAsync(servers, given, cancellationToken), given.Has("--quick"));
        });
}

/// <summary>What the command line says besides the mode: each option with its value, which is empty for one that takes none.</summary>
internal sealed class ModeOptions(IReadOnlyDictionary<string, string> given)
{
    public bool Has(string option) => given.ContainsKey(option);

    public string? ValueOf(string option) => given.GetValueOrDefault(option);

    /// <summary>The value of an option that takes a number; null without it.</summary>
    public int? NumberOf(string option) => ValueOf(option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
