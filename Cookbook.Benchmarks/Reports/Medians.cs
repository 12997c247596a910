namespace Cookbook.Benchmarks.Reports;

internal static class Medians
{
    /// <summary>Of an even number the middle of two; 0 of none.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered.Count == 0 ? 0 : (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }
}
