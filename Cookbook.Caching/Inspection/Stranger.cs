using System.Diagnostics;
using Cookbook.Caching.Rendering;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// Asks for an address as somebody would of whom nothing is known: through the whole pipeline, and nothing of whoever wants to know comes
/// along.
/// </summary>
internal sealed class Stranger(IHttpContextFactory contexts, IServiceScopeFactory scopes) : IStartupFilter
{
    private RequestDelegate? _entrance;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(pipeline => _entrance = pipeline);
        next(app);
    };

    /// <param name="path">The address's path.</param>
    /// <param name="query">Its query.</param>
    /// <param name="scheme">Of the site, for links on the page: it may be kept.</param>
    /// <param name="host">The same.</param>
    /// <param name="cancellationToken">Ends the waiting; what was begun is done.</param>
    public Task<CacheReport> AskAsync(PathString path, QueryString query, string scheme, HostString host, CancellationToken cancellationToken)
    {
        var asker = Activity.Current?.Context;

        // The context that is current here is that of whoever wants to know.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => AskAsync(path, query, scheme, host, asker), cancellationToken).WaitAsync(cancellationToken);
        }
    }

    private async Task<CacheReport> AskAsync(PathString path, QueryString query, string scheme, HostString host, ActivityContext? asker)
    {
        var entrance = _entrance ?? throw new InvalidOperationException("The application has not been started.");

        // No server has begun one, and without it each span below would be a trace of its own.
        using var span = CacheTelemetry.Source.StartActivity(
            "cache question", ActivityKind.Internal, default(ActivityContext), links: asker is { } other ? [new ActivityLink(other)] : null);
        var response = new CapturedResponse();
        await using var scope = scopes.CreateAsyncScope();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = HttpProtocol.Http11,
            Scheme = scheme,
            Path = path.Value ?? "",
            QueryString = query.Value ?? "",
            RawTarget = path.ToUriComponent() + query.ToUriComponent(),
            Headers = new HeaderDictionary { ["Host"] = host.ToUriComponent() },
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { ConnectionId = "stranger" });
        features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        features.Set(new CacheReport());

        var context = contexts.Create(features);
        try
        {
            await entrance(context);
            await response.CompleteAsync();

            // The application may have put one of its own there.
            return features.GetRequiredFeature<CacheReport>();
        }
        finally
        {
            await response.EndAsync();
            contexts.Dispose(context);
            await response.DisposeAsync();
        }
    }
}
