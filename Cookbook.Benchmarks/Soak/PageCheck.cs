namespace Cookbook.Benchmarks.Soak;

/// <summary>What can be said of an answer.</summary>
internal enum Judgement
{
    /// <summary>All of it is current.</summary>
    Right,

    /// <summary>On another replica than the writer's, and within the bound.</summary>
    Late,

    /// <summary>It shows what a write had replaced, and does not say so.</summary>
    Stale,

    /// <summary>It is not the page that was asked for, or not whole, or shows what never was.</summary>
    Wrong,
}

/// <summary>Holds pages against the writer's log, by what docs/caching.md promises.</summary>
internal sealed class PageCheck(WriteLog log)
{
    /// <summary>What a replica knows of by itself, it knows so soon; on a machine that is busy with everything else besides.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <param name="page">What was asked for.</param>
    /// <param name="marks">What was shown.</param>
    /// <param name="known">What the replica had to know when it was asked.</param>
    /// <param name="sent">When it was asked.</param>
    /// <param name="saysStale">The answer said that it is the last good copy.</param>
    /// <returns>The judgement; where it is not right, why, and for how long the write had been acknowledged.</returns>
    public (Judgement Judgement, string Why, TimeSpan Age) Judge(SoakPage page, Mark[] marks, int[] known, long sent, bool saysStale)
    {
        foreach (var mark in marks)
        {
            if (!page.Recipes.Contains(mark.Recipe))
            {
                return (Judgement.Wrong, $"shows recipe {mark.Recipe}", TimeSpan.Zero);
            }

            if (mark.Version > log.Begun(mark.Recipe))
            {
                return (Judgement.Wrong, $"shows {mark}, which nobody has written", TimeSpan.Zero);
            }
        }

        foreach (var recipe in page.Recipes)
        {
            foreach (var part in page.Parts)
            {
                var count = marks.Count(mark => mark.Recipe == recipe && mark.Part == part);
                if (count != 1)
                {
                    return (Judgement.Wrong, $"shows {part} of recipe {recipe} {(count == 0 ? "not at all" : "in two versions")}", TimeSpan.Zero);
                }
            }
        }

        return saysStale ? (Judgement.Right, "", TimeSpan.Zero) : OldestOf(marks, known, sent);
    }

    private (Judgement Judgement, string Why, TimeSpan Age) OldestOf(Mark[] marks, int[] known, long sent)
    {
        var late = (Judgement: Judgement.Right, Why: "", Age: TimeSpan.Zero);
        foreach (var mark in marks)
        {
            if (log.Overtaken(mark.Recipe, mark.Version, sent) is not { } age)
            {
                continue;
            }

            if (mark.Version < known[mark.Recipe])
            {
                return (Judgement.Stale, $"shows {mark}; this replica had answered a write after version {known[mark.Recipe]} was acknowledged", age);
            }

            if (age > Bound)
            {
                return (Judgement.Stale, $"shows {mark}; a newer one had been acknowledged for {age.TotalMilliseconds:0} ms", age);
            }

            if (age > late.Age)
            {
                late = (Judgement.Late, $"shows {mark}", age);
            }
        }

        return late;
    }
}
