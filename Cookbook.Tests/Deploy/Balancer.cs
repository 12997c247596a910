using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Cookbook.Tests.Deploy;

/// <summary>One address for several replicas. What fails otherwise than it learns by is tried by nobody a second time, so that it is seen.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    /// <summary>The probe that says whether a replica is to be given requests.</summary>
    public const string Asks = "/ready";

    private static readonly RouteConfig Everything = new() { RouteId = "all", ClusterId = "replicas", Match = new RouteMatch { Path = "{**path}" } };

    private readonly WebApplication _app;
    private readonly InMemoryConfigProvider _configuration;
    private readonly List<Uri> _replicas = [];
    private readonly Learns _learns;

    private Balancer(WebApplication app, InMemoryConfigProvider configuration, Learns learns) =>
        (_app, _configuration, _learns) = (app, configuration, learns);

    /// <summary>How it learns that a replica goes.</summary>
    public enum Learns
    {
        /// <summary>As Container Apps do: it asks each whether it is ready, and gives it no more requests when it is not.</summary>
        ByProbes,

        /// <summary>As Caddy does: it asks nobody. Where a connection is refused, or a GET gets no answer, it tries another replica.</summary>
        ByRefusals,
    }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<Balancer> StartAsync(Learns learns, CancellationToken cancellationToken)
    {
        var configuration = new InMemoryConfigProvider([Everything], [Over([], learns)]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReverseProxy();
        builder.Services.AddSingleton<IProxyConfigProvider>(configuration);
        var app = builder.Build();
        app.MapReverseProxy(proxy =>
        {
            if (learns == Learns.ByRefusals)
            {
                proxy.Use(AskAnotherAsync);
            }

            proxy.UseLoadBalancing();
        });
        await app.StartAsync(cancellationToken);
        return new Balancer(app, configuration, learns);
    }

    /// <summary>One that is ready.</summary>
    public void Add(Uri replica)
    {
        _replicas.Add(replica);
        _configuration.Update([Everything], [Over(_replicas, _learns)]);
    }

    /// <summary>One that is gone.</summary>
    public void Remove(Uri replica)
    {
        _replicas.Remove(replica);
        _configuration.Update([Everything], [Over(_replicas, _learns)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task AskAnotherAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        var left = proxy.AvailableDestinations;
        await next(context);
        while (left.Count > 1 && !context.Response.HasStarted && context.GetForwarderErrorFeature() is { } failure
            && (HttpMethods.IsGet(context.Request.Method) || failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }))
        {
            left = [.. left.Where(replica => replica != proxy.ProxiedDestination)];
            proxy.AvailableDestinations = left;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            await next(context);
        }
    }

    private static ClusterConfig Over(IEnumerable<Uri> replicas, Learns learns) => new()
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
                Enabled = learns == Learns.ByProbes,
                Interval = TimeSpan.FromMilliseconds(200),
                Timeout = TimeSpan.FromSeconds(5),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = Asks,
            },
        },
        Metadata = new Dictionary<string, string> { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" },
    };
}
