using System.Globalization;

namespace Cookbook.MigrationService.Generating;

/// <summary>Says now and then how far the work has come, how fast it goes, and how long the rest will take.</summary>
/// <param name="printer">Where to say it.</param>
/// <param name="time">Measures.</param>
/// <param name="before">How many had been made when the work began.</param>
/// <param name="total">How many there are to be in the end.</param>
internal sealed class Progress(Printer printer, TimeProvider time, int before, int total)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly long _start = time.GetTimestamp();
    private long _said = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Recipes a second.</summary>
    public double Rate(int done) => (done - before) / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>A line, unless the last one was said just now or there is nothing left to wait for.</summary>
    public async Task SayAsync(int done)
    {
        if (done < total && time.GetElapsedTime(_said) >= Pause)
        {
            _said = time.GetTimestamp();
            var rest = TimeSpan.FromSeconds(Math.Ceiling((total - done) / Rate(done)));
            await printer.LineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} recipes, {Rate(done):N0} a second, {rest:h\\:mm\\:ss} to go."));
        }
    }
}
