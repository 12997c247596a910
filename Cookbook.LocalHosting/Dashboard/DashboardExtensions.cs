using System.Security.Cryptography;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.LocalHosting.Dashboard;

internal static class DashboardExtensions
{
    private const string PagesSetting = "ASPNETCORE_URLS";

    /// <summary>The argument that leaves it out.</summary>
    public const string Without = "--no-dashboard";

    /// <summary>
    /// Everything that there is of the dashboard: without this call nothing of it runs. Before the orchestrator, so that it is there before
    /// the first process and until after the last.
    /// </summary>
    public static void AddDashboard(this IServiceCollection services, ConfigurationManager configuration)
    {
        var random = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var addresses = new DashboardAddresses(Port(PagesSetting), Port(OtlpSettings.GrpcEndpoint), Port(OtlpSettings.HttpEndpoint));
        configuration[OtlpSettings.ApiKey] ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        configuration[OtlpSettings.GrpcEndpoint] = $"http://localhost:{addresses.OtlpGrpc}";
        services.AddSingleton(addresses);
        services.AddSingleton<Dashboard>();
        services.AddSingleton(provider => new AnnouncedAddress("Dashboard", () => provider.GetRequiredService<Dashboard>().SignInAddress));
        services.AddHostedService(provider => provider.GetRequiredService<Dashboard>());

        int Port(string setting) => !random && First(configuration[setting]) is { } wanted ? wanted.Port : Ports.Free();
    }

    private static Uri? First(string? addresses) => addresses?.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var parsed) ? parsed : null)
        .FirstOrDefault(address => address?.Scheme == Uri.UriSchemeHttp);
}
