namespace Cookbook.Benchmarks.Load;

/// <summary>What one run of a load generator measured.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record Measured(double Rate, double P50, double P99);

/// <summary>What puts an address under load.</summary>
internal abstract class LoadGenerator
{
    /// <summary>At once under way.</summary>
    public const int Connections = 32;

    /// <summary>One line, for a report.</summary>
    public abstract string Description { get; }

    /// <exception cref="InvalidOperationException">The server has answered with errors.</exception>
    public abstract Task<Measured> RunAsync(Uri address, TimeSpan time, string[] headers, CancellationToken cancellationToken);
}
