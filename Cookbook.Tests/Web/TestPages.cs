using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Cookbook.Web.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Tests.Web;

/// <summary>
/// Pages that only a test has, on the site's own pipeline and with one of its policies; and a visitor who is signed in when the
/// request has the header <see cref="SignedIn"/>.
/// </summary>
internal sealed class TestPages : IStartupFilter
{
    public const string SignedIn = "X-Test-User";

    private readonly ConcurrentDictionary<string, Endpoint> _pages = new();

    /// <summary>A page whose body is the number of its renders: a second "1" came from the cache.</summary>
    /// <param name="address">A path that the site does not have.</param>
    /// <param name="answer">What else it does, before the body is written.</param>
    public void Add(string address, Func<HttpContext, Task> answer)
    {
        var renders = 0;
        _pages[address] = new Endpoint(
            async context =>
            {
                var render = Interlocked.Increment(ref renders);
                await answer(context);
                await context.Response.WriteAsync(render.ToString(CultureInfo.InvariantCulture), context.RequestAborted);
            },
            new EndpointMetadataCollection(new OutputCacheAttribute { PolicyName = CachePolicies.Home }),
            address);
    }

    public void Add(string address, Action<HttpContext> answer) => Add(address, context =>
    {
        answer(context);
        return Task.CompletedTask;
    });

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Headers.TryGetValue(SignedIn, out var name))
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name.ToString())], "Test"));
            }

            // Routing leaves an endpoint alone that is there already.
            if (_pages.TryGetValue(context.Request.Path, out var page))
            {
                context.SetEndpoint(page);
            }

            return rest(context);
        });
        next(app);
    };
}
