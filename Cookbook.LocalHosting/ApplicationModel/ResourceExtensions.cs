using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

public static class ResourceExtensions
{
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>The endpoint of that name, which need not exist yet.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>How many processes stand behind the resource: 1, unless <c>WithReplicas</c> says otherwise.</summary>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>One for each process: the resource's name; for the replicas of one, the name with their number from 1.</summary>
    internal static ImmutableArray<string> GetReplicaIds(this IResource resource) => resource.GetReplicaCount() is var replicas and > 1
        ? [.. Enumerable.Range(1, replicas).Select(number => string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{number}"))]
        : [resource.Name];
}
