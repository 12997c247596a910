using System.Globalization;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>What the console says at the end of the start: the addresses to open; and, if that takes long, what is waited for.</summary>
internal sealed class StartupAnnouncement(
    IReadOnlyCollection<ResourceRunner> runners,
    IEnumerable<AnnouncedAddress> announced,
    ResourceConsole console,
    TimeProvider time,
    long began,
    string appHostDirectory)
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
                        console.Write(runner.Resource, $"still {runner.Holdup}");
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var elapsed = time.GetElapsedTime(began).TotalSeconds;
        console.Write("");
        console.Write(string.Create(CultureInfo.InvariantCulture, $"Everything is up after {elapsed:0.0} s. Ctrl+C stops it."));
        var servers = runners.SelectMany(runner => Servers(runner.Resource)).ToArray();
        if (servers.Length > 0)
        {
            console.Write($"Servers (their passwords: dotnet user-secrets list --project {Path.GetRelativePath(Directory.GetCurrentDirectory(), appHostDirectory)}):");
            WriteAll(servers);
        }

        console.Write("Open:");
        WriteAll(runners.SelectMany(runner => ResourceUrls.Of(runner.Resource)).Select(url => $"{url.DisplayText ?? url.Endpoint!.Resource.Name}: {url.Url}"));
        WriteAll(announced.Select(address => $"{address.Name}: {address.Address()}"));
    }

    private static IEnumerable<string> Servers(IResource resource) => resource is IResourceWithConnectionString
        ? resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"{resource.Name}: {endpoint.AllocatedEndpoint!.Address}:{endpoint.AllocatedEndpoint.Port}")
        : [];

    private void WriteAll(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            console.Write($"  {line}");
        }
    }
}
