using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Cookbook.Benchmarks.Load;

/// <summary>The load generator wrk: one thread, 32 connections, each of which asks again as soon as it has its answer.</summary>
internal sealed partial class Wrk(string program) : LoadGenerator
{
    public const string Name = "wrk";

    public override string Description => $"wrk -t1 -c{Connections} on the loopback";

    /// <exception cref="InvalidOperationException">wrk is not installed.</exception>
    public static Wrk Installed() => InstalledProgram.Find(Name) is { } program
        ? new Wrk(program)
        : throw new InvalidOperationException("The load generator wrk is not installed (on Debian: apt install wrk).");

    public override async Task<Measured> RunAsync(Uri address, TimeSpan time, string[] headers, CancellationToken cancellationToken)
    {
        string[] arguments = ["-t1", $"-c{Connections}", $"-d{time.TotalSeconds:0}s", "--latency", .. headers.SelectMany(header => (string[])["-H", header]), address.ToString()];
        var output = (await Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync(cancellationToken)).StandardOutput;
        return Errors().IsMatch(output)
            ? throw new InvalidOperationException($"The server has answered with errors:\n{output}")
            : new Measured(Number(Rate().Match(output)), Time(P50().Match(output)), Time(P99().Match(output)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Time(Match match) => Number(match) * match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex("Non-2xx or 3xx responses|Socket errors")]
    private static partial Regex Errors();
}
