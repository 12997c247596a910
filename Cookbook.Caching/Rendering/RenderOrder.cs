using Cookbook.Caching.Http;
using Cookbook.Caching.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// What a render is made from. It is copied out of the visitor's request, so that it outlives the visitor; of what the visitor sent only
/// that comes along which the policy names. No cookie, no authorization, no address.
/// </summary>
internal sealed class RenderOrder
{
    private readonly string _scheme;
    private readonly PathString _pathBase;
    private readonly PathString _path;
    private readonly QueryString _query;
    private readonly IHeaderDictionary _headers = new HeaderDictionary();
    private readonly Endpoint? _endpoint;
    private readonly RouteValueDictionary _routeValues;

    private RenderOrder(HttpContext visitor, Arrival arrival, PageRequest page)
    {
        _scheme = visitor.Request.Scheme;
        (_pathBase, _path) = (arrival.PathBase, arrival.Path);
        _query = page.Key.Rules.QueryOf(visitor.Request);
        _endpoint = visitor.GetEndpoint();
        _routeValues = new RouteValueDictionary(visitor.Request.RouteValues);
        _headers.Host = visitor.Request.Host.Value;
        foreach (var name in page.Key.Rules.Headers.Where(visitor.Request.Headers.ContainsKey))
        {
            _headers[name] = visitor.Request.Headers[name];
        }

        Pipeline = arrival.Pipeline;
    }

    /// <summary>All that comes after the cache's outer middleware.</summary>
    public RequestDelegate Pipeline { get; }

    public static RenderOrder From(HttpContext visitor, Arrival arrival, PageRequest page) => new(visitor, arrival, page);

    /// <summary>The request's features; the caller adds the response's.</summary>
    public FeatureCollection ToFeatures(CancellationToken aborted)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = HttpProtocol.Http11,
            Scheme = _scheme,
            PathBase = _pathBase.Value ?? "",
            Path = _path.Value ?? "",
            QueryString = _query.Value ?? "",
            RawTarget = _pathBase.ToUriComponent() + _path.ToUriComponent() + _query.ToUriComponent(),
            Headers = new HeaderDictionary(new Dictionary<string, StringValues>(_headers, StringComparer.OrdinalIgnoreCase)),
        });
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = aborted });
        features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { ConnectionId = "cache" });
        features.Set<IRouteValuesFeature>(new RouteValuesFeature { RouteValues = new RouteValueDictionary(_routeValues) });
        features.Set<IEndpointFeature>(new Chosen { Endpoint = _endpoint });
        return features;
    }

    private sealed class Chosen : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly NoBody Instance = new();

        public bool CanHaveBody => false;
    }
}
