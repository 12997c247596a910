namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>The cells of a chart, side by side, of the same length; the last is the one that is now.</summary>
/// <param name="From">Nanoseconds since 1970; a multiple of the step, so that a chart that is drawn anew does not tremble.</param>
/// <param name="Step">In nanoseconds.</param>
/// <param name="Cells">How many.</param>
internal sealed record TimeGrid(long From, long Step, int Cells)
{
    private const long Second = 1_000_000_000;

    public long To => From + (Step * Cells);

    public long Start(int cell) => From + (Step * cell);

    public static TimeGrid Until(long now, long length, long step) => new(now - (now % step) + step - length, step, (int)(length / step));

    /// <summary>Of 0 to 1.</summary>
    public double Place(long time) => (double)(time - From) / (To - From);

    /// <summary>Times to write below a chart: full minutes, four to six of them.</summary>
    public IEnumerable<long> Marks()
    {
        var between = (To - From) switch
        {
            <= 6 * 60 * Second => 60 * Second,
            <= 20 * 60 * Second => 5 * 60 * Second,
            _ => 15 * 60 * Second,
        };
        for (var mark = From - (From % between) + between; mark < To; mark += between)
        {
            yield return mark;
        }
    }
}
