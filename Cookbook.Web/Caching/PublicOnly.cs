using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Caching;

/// <summary>
/// The last word on what is cached: only the answer that any stranger would get. It takes rights away and never grants one, so it
/// stands last in each policy. The stock policy looks at the status, Set-Cookie and the user alone.
/// </summary>
internal sealed class PublicOnly(IOptions<OutputCachingOptions> options) : IOutputCachePolicy
{
    // Antiforgery leaves this feature behind in a request for which it made a token; a token belongs to one visitor. The type is
    // internal, and a returning visitor's page shows no other trace once somebody resets Cache-Control.
    private static readonly Type AntiforgeryFeature =
        typeof(IAntiforgery).Assembly.GetType("Microsoft.AspNetCore.Antiforgery.IAntiforgeryFeature", throwOnError: true)!;

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled || !IsAnonymous(context.HttpContext))
        {
            context.EnableOutputCaching = false;
            return ValueTask.CompletedTask;
        }

        // One render serves all who wait for it: the visitor who happened to come first must not end it by going away.
        context.HttpContext.RequestAborted = CancellationToken.None;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        if (!IsPublic(context.HttpContext.Response, context.CacheVaryByRules.HeaderNames) || MadeAntiforgeryToken(context.HttpContext.Features))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>HEAD is left out: the stock cache would keep a second entry for each page that anybody asks about.</summary>
    private bool IsAnonymous(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.Request.Headers.Authorization.Count == 0
        && http.Request.Headers.Cookie.All(HasHarmlessCookiesOnly)
        && !http.User.Identities.Any(identity => identity.IsAuthenticated);

    /// <summary>
    /// The header as it was sent, because the parser leaves out what it cannot read; and parted at commas too, which some take for the
    /// end of a cookie. What is parted too often only costs a render.
    /// </summary>
    private bool HasHarmlessCookiesOnly(string? header) => (header ?? "").Split(';', ',').All(cookie =>
        options.Value.HarmlessCookies.Any(name => cookie.TrimStart().StartsWith(name, StringComparison.Ordinal)));

    private static bool IsPublic(HttpResponse response, StringValues declared) =>
        response.StatusCode == StatusCodes.Status200OK
        && response.Headers.SetCookie.Count == 0
        && MayBeShared(response.Headers.CacheControl)
        && response.Headers.GetCommaSeparatedValues(HeaderNames.Vary).All(name => declared.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static bool MayBeShared(StringValues cacheControl) =>
        cacheControl.Count == 0
        || (CacheControlHeaderValue.TryParse(cacheControl.ToString(), out var directives) && directives is { NoStore: false, Private: false });

    private static bool MadeAntiforgeryToken(IFeatureCollection features) => features[AntiforgeryFeature] is not null;
}
