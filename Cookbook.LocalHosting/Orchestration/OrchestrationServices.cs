using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cookbook.LocalHosting.Orchestration;

internal static class OrchestrationServices
{
    public static void AddLocalOrchestration(this IServiceCollection services, bool temporary)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Programs>();
        services.AddSingleton(provider => new LocalStorage(temporary, provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new ResourceConsole(provider.GetRequiredService<DistributedApplicationModel>(), silent: temporary));
        services.AddSingleton<StartupFailure>();
        services.AddSingleton<RunnerServices>();
        services.AddSingleton<LocalOrchestrator>();
        services.AddHostedService(provider => provider.GetRequiredService<LocalOrchestrator>());

        // Each resource has its own patience; the host must have more.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
    }
}
