namespace Cookbook.Benchmarks.Soak;

/// <summary>Half of all writes go through the forms of the admin site, half past the site, by SQL.</summary>
/// <param name="run">The run.</param>
/// <param name="byForm">The one half.</param>
/// <param name="bySql">The other.</param>
internal sealed class Writers(SoakRun run, FormWriter byForm, SqlWriter bySql) : IDisposable
{
    /// <summary>Of each recipe: one writes at a time.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, run.Options.Recipes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Writes until it is cancelled.</summary>
    public Task WriteAsync(CancellationToken cancellationToken)
    {
        var each = TimeSpan.FromSeconds(2 / (run.Options.Rate * run.Options.Writes));
        var chance = new Dice(run.Options.Seed + 1);
        return Task.WhenAll(
            RepeatAsync(each, chance, (recipe, version) => byForm.WriteAsync(chance, recipe, version, cancellationToken), cancellationToken),
            RepeatAsync(each, new Dice(run.Options.Seed + 2), (recipe, version) => bySql.WriteAsync(recipe, version, cancellationToken), cancellationToken));
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private async Task RepeatAsync(TimeSpan each, Dice dice, Func<int, int, Task<bool>> writeAsync, CancellationToken cancellationToken)
    {
        var popular = new Zipf(run.Options.Recipes);
        using var ticks = new PeriodicTimer(each);
        try
        {
            while (await ticks.WaitForNextTickAsync(cancellationToken))
            {
                var (tally, recipe) = (run.Now, popular.At(dice.Chance()));
                await _turns[recipe].WaitAsync(cancellationToken);
                try
                {
                    tally.Add(await writeAsync(recipe, run.Log.Begin(recipe)) ? Count.WritesAcknowledged : Count.WritesRefused);
                }
                finally
                {
                    _turns[recipe].Release();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
