using Cookbook.Benchmarks.Load;

namespace Cookbook.Benchmarks.Reports;

/// <summary>One run, as it is written to JSON.</summary>
/// <param name="Surroundings">Where and when it ran.</param>
/// <param name="Load">What asked.</param>
/// <param name="IsQuick">Too short to be quoted.</param>
/// <param name="Subjects">What was asked for.</param>
/// <param name="Writes">As <c>--writes</c> measures them; empty where they were not measured.</param>
internal sealed record Report(
    Surroundings Surroundings, string Load, bool IsQuick, IReadOnlyList<MeasuredSubject> Subjects, IReadOnlyList<Table> Writes)
{
    /// <summary>What is to be reached.</summary>
    public IEnumerable<Ratio> Ratios => Ratio.Of(this);
}

/// <summary>An address and what was measured of it; no rows where the site has no such address.</summary>
internal sealed record MeasuredSubject(string Address, int Bytes, int BrotliBytes, IReadOnlyList<MeasuredRow> Rows)
{
    /// <summary>
    /// The one's requests a second by the other's in the same round, so that what the machine did besides met both; the median of the
    /// rounds. Null if either has not been measured.
    /// </summary>
    public double? RatioOf(string name, string other) => RoundsOf(name) is { } rounds && RoundsOf(other) is { } others
        ? rounds.Zip(others, (round, with) => round.Rate / with.Rate).Median()
        : null;

    /// <summary>Of the same two the median by the median, which is what the table's rates give.</summary>
    public double? RatioOfMedians(string name, string other) => RowOf(name) is { } row && RowOf(other) is { } with ? row.Rate / with.Rate : null;

    private IReadOnlyList<Measured>? RoundsOf(string name) => RowOf(name)?.Rounds;

    private MeasuredRow? RowOf(string name) => Rows.FirstOrDefault(row => row.Name == name && row.Missing is null);
}

/// <summary>One way to get the answer.</summary>
/// <param name="Name">Of the way.</param>
/// <param name="Rounds">As measured, in their order.</param>
/// <param name="Missing">Why there are none.</param>
internal sealed record MeasuredRow(string Name, IReadOnlyList<Measured> Rounds, string? Missing)
{
    /// <summary>Requests a second, the median; 0 without rounds.</summary>
    public double Rate => Rounds.Select(round => round.Rate).Median();

    public double Least => Rounds.Count == 0 ? 0 : Rounds.Min(round => round.Rate);

    public double Most => Rounds.Count == 0 ? 0 : Rounds.Max(round => round.Rate);

    /// <summary>Milliseconds, the median of the rounds.</summary>
    public double P50 => Rounds.Select(round => round.P50).Median();

    /// <summary>Milliseconds, the median of the rounds.</summary>
    public double P99 => Rounds.Select(round => round.P99).Median();
}
