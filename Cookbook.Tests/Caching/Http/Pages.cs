using Cookbook.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Http;

/// <summary>Pages of the tests' own, whose renders are counted.</summary>
internal static class Pages
{
    /// <summary>Long enough to be worth compressing.</summary>
    public static string Long { get; } = string.Concat(Enumerable.Repeat("<p>Onions, lentils and rice: 1½ cups.</p>\n", 40));

    /// <summary>For everybody alike; <paramref name="policy"/> adds to that. On the stock cache, by the same words.</summary>
    public static IEndpointConventionBuilder MapPage(
        this IEndpointRouteBuilder app, string address, RequestDelegate page, Action<OutputCachePolicyBuilder>? policy = null) =>
        app.MapCounted(address, page).CacheOutput(builder =>
        {
            builder.SetVaryByQuery([]).SetVaryByHost(false);
            policy?.Invoke(builder);
            builder.CoherentIn(app);
        });

    public static void CoherentIn(this OutputCachePolicyBuilder builder, IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<OutputCachePurge>() is not null)
        {
            builder.Coherent();
        }
    }

    public static IEndpointConventionBuilder MapText(this IEndpointRouteBuilder app, string address, string text, Action<OutputCachePolicyBuilder>? policy = null) =>
        app.MapPage(address, context => WriteAsync(context, text), policy);

    /// <summary>Without a policy.</summary>
    public static IEndpointConventionBuilder MapCounted(this IEndpointRouteBuilder app, string address, RequestDelegate page) =>
        app.MapMethods(address, ["GET", "HEAD"], (HttpContext context) =>
        {
            context.RequestServices.GetRequiredService<Gates>().Rendered(context.Request.Path);
            return page(context);
        });

    public static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType ??= "text/html; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>The query, and the number of the render.</summary>
    public static Task EchoAsync(HttpContext context) => WriteNumberedAsync(context, context.Request.QueryString.Value);

    /// <summary>And the number of the render.</summary>
    public static Task WriteNumberedAsync(HttpContext context, string? text) =>
        WriteAsync(context, $"{text} #{context.RequestServices.GetRequiredService<Gates>().RendersOf(context.Request.Path)}");

    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static string Status(this HttpResponseMessage response) => Assert.Single(response.Headers.GetValues("Cache-Status"));
}
