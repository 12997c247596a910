using Cookbook.Caching.Policy;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Caching.Http;

/// <summary>A request as it arrived, before any other middleware has changed it; and what the cache will have done about it.</summary>
internal sealed class Arrival(HttpContext context, RequestDelegate pipeline, string pathKey)
{
    public PathString PathBase { get; } = context.Request.PathBase;

    public PathString Path { get; } = context.Request.Path;

    /// <summary>The path's part of the key.</summary>
    public string PathKey { get; } = pathKey;

    /// <summary>All that comes after the outer middleware.</summary>
    public RequestDelegate Pipeline { get; } = pipeline;

    /// <summary>What the second level was found to have when the request arrived; null if it was not asked.</summary>
    public SecondLook? Second { get; init; }

    /// <summary>What the policies said that it asks for; null if the cache keeps out of it.</summary>
    public PageRequest? Asked { get; set; }

    /// <summary>The page that it was answered with; null if it got a render of its own.</summary>
    public CachedPage? Page { get; set; }

    public CacheAnswer Answer { get; set; } = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        ? CacheAnswer.PolicyMissing
        : CacheAnswer.Method;
}
