using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>One address before the replicas of a resource: a reverse proxy that gives each request to the next replica in turn.</summary>
internal sealed class ReplicaProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EndpointAnnotation _endpoint;
    private readonly InMemoryConfigProvider _configuration;
    private readonly HashSet<int> _gone = [];

    private ReplicaProxy(WebApplication app, EndpointAnnotation endpoint, InMemoryConfigProvider configuration)
    {
        _app = app;
        _endpoint = endpoint;
        _configuration = configuration;
    }

    public static async Task<ReplicaProxy> StartAsync(IResource resource, CancellationToken cancellationToken)
    {
        var endpoint = resource.Annotations.OfType<EndpointAnnotation>().First(endpoint => endpoint.UriScheme == "http");
        var configuration = new InMemoryConfigProvider(Routes, [Cluster(endpoint, [])]);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(endpoint.AllocatedEndpoint!.UriString);
        builder.Services.AddReverseProxy();
        builder.Services.AddSingleton<IProxyConfigProvider>(configuration);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync(cancellationToken);
        return new ReplicaProxy(app, endpoint, configuration);
    }

    private static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        new RouteConfig
        {
            RouteId = "all",
            ClusterId = "replicas",
            Match = new RouteMatch { Path = "{**path}" },

            // The service must see the address that the visitor asked for.
            Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }],
        },
    ];

    /// <summary>Sends no more requests to a replica that has ended.</summary>
    public void Remove(int replica)
    {
        lock (_gone)
        {
            _gone.Add(replica);
            _configuration.Update(Routes, [Cluster(_endpoint, _gone)]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static ClusterConfig Cluster(EndpointAnnotation endpoint, HashSet<int> gone) => new()
    {
        ClusterId = "replicas",
        LoadBalancingPolicy = "RoundRobin",
        Destinations = endpoint.ReplicaPorts
            .Where((_, replica) => !gone.Contains(replica))
            .ToDictionary(port => $"port-{port}", port => new DestinationConfig { Address = $"http://localhost:{port}" }),
    };
}
