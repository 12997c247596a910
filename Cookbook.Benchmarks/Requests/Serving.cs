namespace Cookbook.Benchmarks.Requests;

/// <summary>The measured system, for other load generators: it tells its addresses and serves until it is interrupted.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var system = await MeasuredSystem.StartAsync(MeasuredSystem.OtherWays, cancellationToken);
        await output.WriteLineAsync(
            $"""
            rendered anew  {system.Uncached}cookbook/
            second level   {system.SecondLevel}cookbook/
            first level    {system.FirstLevel}cookbook/
            Ctrl+C ends it.
            """.AsMemory(),
            cancellationToken);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }

        return 0;
    }
}
