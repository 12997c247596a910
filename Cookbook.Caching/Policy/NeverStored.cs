using Cookbook.Caching.Keys;
using Cookbook.Caching.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Policy;

/// <summary>Which answers are never kept: whatever could be one visitor's, and whatever is not whole.</summary>
internal static class NeverStored
{
    // Antiforgery leaves this feature behind in a request for which it made a token; a token belongs to one visitor. The type is
    // internal, and a page shows no other trace once somebody resets Cache-Control.
    private static readonly Type AntiforgeryFeature =
        typeof(IAntiforgery).Assembly.GetType("Microsoft.AspNetCore.Antiforgery.IAntiforgeryFeature", throwOnError: true)!;

    /// <summary>Null if the answer may be kept.</summary>
    public static string? Because(CapturedResponse response, Render render, IFeatureCollection features, int maximumBody) =>
        response.StatusCode >= StatusCodes.Status500InternalServerError ? "status"
        : response.Headers.SetCookie.Count > 0 ? "set-cookie"
        : features[AntiforgeryFeature] is not null ? "antiforgery"
        : !MayBeShared(response.Headers.CacheControl) ? "cache-control"
        : !IsDeclared(response.Headers, render.Rules) ? "vary"
        : response.Headers.ContentEncoding.Count > 0 ? "encoded"
        : response.Length > maximumBody ? "too-large"
        : StatusOf(response, render);

    private static string? StatusOf(CapturedResponse response, Render render) => response.StatusCode switch
    {
        // The stock policies allow no other status, so on others they are not asked.
        StatusCodes.Status200OK => render.PoliciesAllowStoring ? null : "policy",
        StatusCodes.Status301MovedPermanently or StatusCodes.Status308PermanentRedirect or StatusCodes.Status404NotFound
            when render.KeepsShortAnswers => null,
        _ => "status",
    };

    private static bool MayBeShared(StringValues cacheControl) =>
        cacheControl.Count == 0
        || (CacheControlHeaderValue.TryParse(cacheControl.ToString(), out var directives) && directives is { NoStore: false, Private: false });

    private static bool IsDeclared(IHeaderDictionary headers, KeyRules rules) =>
        headers.GetCommaSeparatedValues(HeaderNames.Vary)
            .All(name => rules.NamesHeader(name) || name.Equals(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase));
}
