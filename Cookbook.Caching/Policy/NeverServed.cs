using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Cookbook.Caching.Policy;

/// <summary>Who is never answered from the cache: whoever may be known. Who may write is signed in, so everyone reads their own writes.</summary>
internal static class NeverServed
{
    /// <summary>Null if the answer may be anybody's.</summary>
    public static string? Because(HttpContext context, IList<string> harmlessCookies) =>
        !IsRead(context.Request.Method) ? "method"
        : context.Request.Headers.Authorization.Count > 0 ? "auth"
        : context.User.Identities.Any(identity => identity.IsAuthenticated) ? "user"
        : HasCookies(context.Request, harmlessCookies) ? "cookie"
        : null;

    /// <summary>The same before anybody has looked for an identity: false as well if there could be one.</summary>
    public static bool IsPlainlyAnybody(HttpContext context, IList<string> harmlessCookies) =>
        IsRead(context.Request.Method)
        && context.Request.Headers.Authorization.Count == 0
        && !HasCookies(context.Request, harmlessCookies)
        && context.Features.Get<IHttpAuthenticationFeature>()?.User?.Identity is not { IsAuthenticated: true }
        && context.Features.Get<ITlsConnectionFeature>() is not { ClientCertificate: not null };

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>
    /// In the header as it was sent, because the parser leaves out what it cannot read; and parted at commas too, which some take for the
    /// end of a cookie. What is parted too often only costs a render.
    /// </summary>
    private static bool HasCookies(HttpRequest request, IList<string> harmless) =>
        request.Headers.Cookie.Count > 0
        && request.Headers.Cookie.Any(header => (header ?? "").Split(';', ',').Any(cookie =>
            !harmless.Any(name => cookie.TrimStart().StartsWith(name, StringComparison.Ordinal))));
}
