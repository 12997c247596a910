using System.Globalization;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>What the console says at the end of the start: the addresses to open; and, if that takes long, what is waited for.</summary>
internal sealed class StartupAnnouncement(IReadOnlyCollection<ResourceRunner> runners, ResourceConsole console, TimeProvider time, long began)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken stopping)
    {
        var up = Task.WhenAll(runners.Select(runner => runner.Up));
        try
        {
            while (true)
            {
                try
                {
                    await up.WaitAsync(Patience, time, stopping);
                    break;
                }
                catch (TimeoutException)
                {
                    foreach (var runner in runners.Where(runner => !runner.Up.IsCompleted))
                    {
                        console.Write(runner.Resource, $"still {runner.Holdup ?? "is starting"}");
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        console.Write("");
        console.Write(string.Create(CultureInfo.InvariantCulture, $"Everything is up after {time.GetElapsedTime(began).TotalSeconds:0.0} s. Ctrl+C stops it. Open:"));
        foreach (var url in runners.SelectMany(runner => ResourceUrls.Of(runner.Resource)))
        {
            console.Write($"  {url.DisplayText ?? url.Endpoint!.Resource.Name}: {url.Url}");
        }
    }
}
