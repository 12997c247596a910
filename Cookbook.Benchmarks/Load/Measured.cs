namespace Cookbook.Benchmarks.Load;

/// <summary>What one run of a load generator measured.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record Measured(double Rate, double P50, double P99);
