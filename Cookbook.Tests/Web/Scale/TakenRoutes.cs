using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cookbook.Tests.Web.Scale;

/// <summary>Writes down by which of the site's routes each request was answered.</summary>
internal sealed class TakenRoutes : IStartupFilter
{
    private readonly ConcurrentDictionary<string, bool> _all = [];

    public ICollection<string> All => _all.Keys;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            await rest(context);
            if (context.GetEndpoint() is RouteEndpoint endpoint)
            {
                _all[$"/{endpoint.RoutePattern.RawText?.Trim('/')}"] = true;
            }
        });
        next(app);
    };
}
