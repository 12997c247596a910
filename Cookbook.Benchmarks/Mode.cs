using System.Globalization;

namespace Cookbook.Benchmarks;

/// <summary>Something to measure.</summary>
/// <param name="Switch">On the command line; empty for what is measured without one.</param>
/// <param name="What">For the usage.</param>
/// <param name="Options">That it takes: "--quick", or with a value "--output DIR".</param>
/// <param name="RunAsync">Writes Markdown; gives the exit code.</param>
internal sealed record Mode(
    string Switch, string What, string[] Options, Func<ModeOptions, TextWriter, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>A mode that needs nothing but a Postgres and a Redis.</summary>
    public static Mode OnServers(string name, string what, string[] options, Func<BenchmarkServers, ModeOptions, CancellationToken, Task<string>> runAsync) =>
        new(name, what, options, async (given, output, cancellationToken) =>
        {
            await using var servers = await BenchmarkServers.StartAsync(cancellationToken);
            await output.WriteLineAsync(await runAsync(servers, given, cancellationToken));
            return 0;
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
