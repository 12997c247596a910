
namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The addresses of a resource that people open.</summary>
internal static class ResourceUrls
{
    public static IEnumerable<ResourceUrlAnnotation> Of(IResource resource)
    {
        if (resource is not IResourceWithEndpoints owner)
        {
            yield break;
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            var reference = owner.GetEndpoint(endpoint.Name);
            var url = new ResourceUrlAnnotation { Url = reference.Url, Endpoint = reference };
            foreach (var change in resource.Annotations.OfType<UrlForEndpointAnnotation>().Where(change => change.EndpointName == endpoint.Name))
            {
                change.Callback(url);
            }

            url.Url = new Uri(new Uri(reference.Url), url.Url).ToString();
            yield return url;
        }
    }
}
