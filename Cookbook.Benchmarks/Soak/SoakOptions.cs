namespace Cookbook.Benchmarks.Soak;

/// <summary>How long, how hard, and through what.</summary>
internal sealed record SoakOptions
{
    /// <summary>Of all phases together, without what it takes to stop and to start. Default: 2 minutes.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests a second, of both replicas together. Default: 300.</summary>
    public int Rate { get; init; } = 300;

    /// <summary>Of <see cref="Rate"/>, how much is written in addition. Default: 0.01.</summary>
    public double Writes { get; init; } = 0.01;

    /// <summary>Default: 300.</summary>
    public int Recipes { get; init; } = 300;

    /// <summary>The same seed asks the same questions in the same order. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    public IReadOnlyList<SoakPhase> Phases { get; init; } = SoakPhase.All;
}
