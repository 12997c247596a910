using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Cookbook.Benchmarks;

/// <summary>What one run of the load generator measured.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record Load(double Rate, double P50, double P99);

/// <summary>The load generator wrk: one thread, 32 connections, to the loopback.</summary>
internal static partial class Wrk
{
    /// <exception cref="InvalidOperationException">wrk is not installed, or the server has answered with errors.</exception>
    public static async Task<Load> RunAsync(Uri address, TimeSpan time, string[] headers, CancellationToken cancellationToken)
    {
        string[] arguments = ["-t1", "-c32", $"-d{time.TotalSeconds:0}s", "--latency", .. headers.SelectMany(header => (string[])["-H", header]), address.ToString()];
        try
        {
            var output = (await Cli.Wrap("wrk").WithArguments(arguments).ExecuteBufferedAsync(cancellationToken)).StandardOutput;
            return Errors().IsMatch(output)
                ? throw new InvalidOperationException($"The server has answered with errors:\n{output}")
                : new Load(Number(Rate().Match(output)), Time(P50().Match(output)), Time(P99().Match(output)));
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("The load generator wrk is not installed (on Debian: apt install wrk).", exception);
        }
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
