using Aspire.Hosting;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Gives every endpoint its address.</summary>
internal static class EndpointAllocation
{
    /// <exception cref="DistributedApplicationException">A port that the AppHost or a launch profile names is taken.</exception>
    public static void Allocate(IEnumerable<IResource> resources, bool randomPorts)
    {
        var endpoints = resources
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (Resource: resource, Endpoint: endpoint)))
            .ToArray();
        foreach (var port in endpoints.Select(each => each.Endpoint.Port).OfType<int>())
        {
            // Or an endpoint that wants any port might get the one that another asks for by its number.
            Ports.Reserve(port);
        }

        foreach (var (resource, endpoint) in endpoints)
        {
            var replicas = resource.GetReplicaCount();
            var port = randomPorts || endpoint.Port is null ? Ports.Free() : Wanted(resource, endpoint.Port.Value);
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);

            // One process listens on the address itself; several stand behind a proxy.
            endpoint.ReplicaPorts = replicas == 1 ? [port] : [.. Enumerable.Range(0, replicas).Select(_ => Ports.Free())];
        }
    }

    private static int Wanted(IResource resource, int port) => Ports.IsFree(port)
        ? port
        : throw new DistributedApplicationException(
            $"{resource.Name} could not start: port {port} is taken by another program, perhaps by another run of this AppHost. "
            + $"End that program (ss -ltnp 'sport = :{port}' or lsof -i :{port} shows it), or give {resource.Name} another port in its Properties/launchSettings.json.");
}
