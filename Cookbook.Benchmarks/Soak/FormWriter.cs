using System.Diagnostics;
using System.Globalization;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Writes by the forms of the admin site, each time on any of the replicas.</summary>
/// <param name="run">The run.</param>
/// <param name="editor">Signed in.</param>
/// <param name="ids">Of the recipes.</param>
internal sealed class FormWriter(SoakRun run, Editor editor, int[] ids)
{
    /// <summary>After an outage: so long a write that was given up in it may still arrive, and be another's to whoever has a form open.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <returns>True if the site said that it is saved.</returns>
    public async Task<bool> WriteAsync(Dice dice, int recipe, int version, CancellationToken cancellationToken)
    {
        var (tally, replica, before, sent) = (run.Now, dice.Below(run.Replicas.Count), run.Log.Acknowledged(), Stopwatch.GetTimestamp());
        if (await RefusalAsync(replica, recipe, version, cancellationToken) is { } why)
        {
            // Without Redis writing goes on.
            if (!run.PostgresAway.Touches(sent - (long)(Grace.TotalSeconds * Stopwatch.Frequency)) && !run.Replicas[replica].Away.Touches(sent))
            {
                run.Find(tally, Count.RefusedWithoutCause, $"recipe {recipe} on replica {replica + 1}: {why}");
            }

            return false;
        }

        var at = Stopwatch.GetTimestamp();
        run.Log.Acknowledge(recipe, version, at);
        before[recipe] = version;
        run.Log.Fence(replica, before);
        return true;
    }

    private async Task<string?> RefusalAsync(int replica, int recipe, int version, CancellationToken cancellationToken)
    {
        (string, string)[] fields =
        [
            ("Description", SoakRecipes.Description(recipe, version)),
            ("Lines[0].Written", SoakRecipes.Line(recipe, version)),
            ("Instructions", string.Create(CultureInfo.InvariantCulture, $"1. Chop everything.\r\n2. Cook step-{recipe}-{version}.\r\n")),
        ];
        try
        {
            return await editor.SaveAsync(replica, ids[recipe], fields, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Nobody knows what has become of it.
            return exception.Message;
        }
    }
}
