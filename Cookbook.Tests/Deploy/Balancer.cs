using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Cookbook.Tests.Deploy;

/// <summary>
/// One address for several replicas, as a platform has it: it asks each whether it is ready, and gives it no more requests when it is not. It
/// tries nothing twice, so that whatever fails is seen.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly RouteConfig Everything = new() { RouteId = "all", ClusterId = "replicas", Match = new RouteMatch { Path = "{**path}" } };

    private readonly WebApplication _app;
    private readonly InMemoryConfigProvider _configuration;
    private readonly List<Uri> _replicas = [];

    private Balancer(WebApplication app, InMemoryConfigProvider configuration) => (_app, _configuration) = (app, configuration);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<Balancer> StartAsync(CancellationToken cancellationToken)
    {
        var configuration = new InMemoryConfigProvider([Everything], [Over([])]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReverseProxy();
        builder.Services.AddSingleton<IProxyConfigProvider>(configuration);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync(cancellationToken);
        return new Balancer(app, configuration);
    }

    /// <summary>One that is ready.</summary>
    public void Add(Uri replica)
    {
        _replicas.Add(replica);
        _configuration.Update([Everything], [Over(_replicas)]);
    }

    /// <summary>One that is gone.</summary>
    public void Remove(Uri replica)
    {
        _replicas.Remove(replica);
        _configuration.Update([Everything], [Over(_replicas)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static ClusterConfig Over(IEnumerable<Uri> replicas) => new()
    {
        ClusterId = "replicas",
        LoadBalancingPolicy = "RoundRobin",
        Destinations = replicas.ToDictionary(
            replica => string.Create(CultureInfo.InvariantCulture, $"port-{replica.Port}"), replica => new DestinationConfig { Address = replica.ToString() }),
        HealthCheck = new HealthCheckConfig
        {
            // As long as another one is ready; where none is, one that is not can at least say so.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = TimeSpan.FromMilliseconds(200),
                Timeout = TimeSpan.FromSeconds(5),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/health",
            },
        },
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
    };
}
