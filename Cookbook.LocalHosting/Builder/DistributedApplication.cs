using Aspire.Hosting.Testing;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The application: every resource of the AppHost, run as processes of this machine.</summary>
public class DistributedApplication(IHost host) : IHost
{
    public IServiceProvider Services => host.Services;

    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        if (EntryPoint.Current is { } test)
        {
            return test.CreateBuilder(options);
        }

        PlainFailures.Install();
        return new DistributedApplicationBuilder(options);
    }

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>Begins to start the resources; returns before they run. <see cref="ResourceNotifications"/> tells how they fare.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    /// <summary>Stops the resources, each after those that depend on it.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    /// <summary>
    /// Runs until Ctrl+C, SIGTERM, or a resource that does not start. The latter's message goes to the standard error, and the
    /// process's exit code is 1.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (EntryPoint.Current is { } entryPoint)
        {
            // A test drives the application; the AppHost's own thread only waits until it has ended.
            await entryPoint.Ended;
            return;
        }

        // Running ends with the services' disposal.
        var failure = Services.GetRequiredService<StartupFailure>();
        try
        {
            await HostingAbstractionsHostExtensions.RunAsync(host, cancellationToken);
        }
        catch (DistributedApplicationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            Environment.ExitCode = 1;
            return;
        }

        if (failure.Message is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            Environment.ExitCode = 1;
        }
    }

    public void Run() => RunAsync().GetAwaiter().GetResult();
}
