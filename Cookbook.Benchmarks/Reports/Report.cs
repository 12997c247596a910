using Cookbook.Benchmarks.Load;

namespace Cookbook.Benchmarks.Reports;

/// <summary>One run, as it is written to JSON.</summary>
/// <param name="Begun">UTC.</param>
/// <param name="Surroundings">Where it ran.</param>
/// <param name="Load">What asked.</param>
/// <param name="IsQuick">Too short to be quoted.</param>
/// <param name="Subjects">What was asked for.</param>
/// <param name="Writes">Markdown; null where writes were not measured.</param>
internal sealed record Report(
    DateTimeOffset Begun, Surroundings Surroundings, string Load, bool IsQuick, IReadOnlyList<MeasuredSubject> Subjects, string? Writes);

/// <summary>An address and what was measured of it; no rows where the site has no such address.</summary>
internal sealed record MeasuredSubject(string Address, int Bytes, int BrotliBytes, IReadOnlyList<MeasuredRow> Rows)
{
    /// <summary>Null if that has not been measured.</summary>
    public double? RateOf(string name) => Rows.FirstOrDefault(row => row.Name == name && row.Missing is null)?.Rate;
}

/// <summary>One way to get the answer.</summary>
/// <param name="Name">Of the way.</param>
/// <param name="Rounds">As measured, in their order.</param>
/// <param name="Missing">Why there are none.</param>
internal sealed record MeasuredRow(string Name, IReadOnlyList<Measured> Rounds, string? Missing)
{
    /// <summary>Requests a second, the median; 0 without rounds.</summary>
    public double Rate => Median(round => round.Rate);

    public double Least => Rounds.Count == 0 ? 0 : Rounds.Min(round => round.Rate);

    public double Most => Rounds.Count == 0 ? 0 : Rounds.Max(round => round.Rate);

    /// <summary>Milliseconds, the median of the rounds.</summary>
    public double P50 => Median(round => round.P50);

    /// <summary>Milliseconds, the median of the rounds.</summary>
    public double P99 => Median(round => round.P99);

    private double Median(Func<Measured, double> of)
    {
        var ordered = Rounds.Select(of).Order().ToList();
        return ordered.Count == 0 ? 0 : (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }
}
