using System.Security.Cryptography;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.LocalHosting.Dashboard;

internal static class DashboardExtensions
{
    /// <summary>Settings with the names that the Aspire packages give them.</summary>
    private const string PagesSetting = "ASPNETCORE_URLS";
    private const string OtlpGrpcSetting = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string OtlpHttpSetting = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    public const string ApiKeySetting = "AppHost:OtlpApiKey";

    /// <summary>The argument that leaves it out.</summary>
    public const string Without = "--no-dashboard";

    /// <summary>
    /// Everything that there is of the dashboard: without this call nothing of it runs. Before the orchestrator, so that it is there before
    /// the first process and until after the last.
    /// </summary>
    public static void AddDashboard(this IServiceCollection services, ConfigurationManager configuration)
    {
        var random = configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        var addresses = new DashboardAddresses(Port(PagesSetting), Port(OtlpGrpcSetting), Port(OtlpHttpSetting));
        configuration[ApiKeySetting] ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        configuration[OtlpGrpcSetting] = $"http://localhost:{addresses.OtlpGrpc}";
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
