using System.Diagnostics;
using System.Globalization;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>The site as it is deployed, in two processes of the operating system that share a database and their keys in Redis.</summary>
internal sealed class TwoProcesses : IAsyncDisposable
{
    private static readonly string[] Names = ["one", "other"];

    private readonly DistributedApplication _application;

    private TwoProcesses(DistributedApplication application)
    {
        _application = application;

        // Without the resilience of CreateHttpClient: an answer that was tried twice would be nobody's.
        Sites = [.. Names.Select(name => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = application.GetEndpoint(name),
            Timeout = TimeSpan.FromSeconds(30),
        })];
    }

    public HttpClient[] Sites { get; }

    /// <param name="redis">A connection string.</param>
    /// <param name="databases">One connection string for both, or one for each; to the same database.</param>
    public static async Task<TwoProcesses> StartAsync(string redis, params string[] databases)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var prefix = $"test-{Guid.NewGuid():N}";
        foreach (var (i, name) in Names.Index())
        {
            builder.AddProject<Projects.Cookbook_Web>(name)
                .WithEnvironment("ConnectionStrings__cookbookdb", databases[i % databases.Length])
                .WithEnvironment("ConnectionStrings__cache", redis)
                .WithEnvironment("OutputCaching__Prefix", prefix)

                // A busy machine is no outage.
                .WithEnvironment("OutputCaching__RedisBudget", "00:00:01")
                .WithEnvironment("OutputCaching__TokenBudget", "00:00:10")
                .WithHttpHealthCheck("/health");
        }

        var application = await builder.BuildAsync(Eventually.Deadline);
        await application.StartAsync(Eventually.Deadline);
        foreach (var name in Names)
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(name, Eventually.Deadline);
        }

        return new TwoProcesses(application);
    }

    /// <summary>SIGKILL. Returns when the process is gone.</summary>
    public async Task KillAsync(int site)
    {
        Assert.True(_application.ResourceNotifications.TryGetCurrentState(Names[site], out var running));
        var id = running.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value;
        using var process = Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture));
        process.Kill(entireProcessTree: true);
        await _application.ResourceNotifications.WaitForResourceAsync(Names[site], update => update.Snapshot.StopTimeStamp is not null, Eventually.Deadline);
    }

    /// <summary>Another process in the place of the one that was killed.</summary>
    public async Task StartAgainAsync(int site)
    {
        var result = await _application.ResourceCommands.ExecuteCommandAsync(Names[site], KnownResourceCommands.StartCommand, Eventually.Deadline);
        Assert.True(result.Success, result.ErrorMessage);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync(Names[site], Eventually.Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(Sites, site => site.Dispose());
        await _application.DisposeAsync();
    }
}
