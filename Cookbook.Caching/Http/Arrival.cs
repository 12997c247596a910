using Cookbook.Caching.Keys;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Caching.Http;

/// <summary>A request as it arrived, before any other middleware has changed it; and what the cache will have done about it.</summary>
internal sealed class Arrival(HttpContext context, RequestDelegate pipeline)
{
    public PathString PathBase { get; } = context.Request.PathBase;

    public PathString Path { get; } = context.Request.Path;

    /// <summary>The path's part of the key.</summary>
    public string PathKey { get; } = KeyRules.PathOf(context.Request);

    /// <summary>All that comes after the outer middleware.</summary>
    public RequestDelegate Pipeline { get; } = pipeline;

    public CacheAnswer Answer { get; set; } = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        ? CacheAnswer.Bypass("no-policy")
        : CacheAnswer.Method;
}
