using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Metadata;

namespace Cookbook.Web.Accounts.Typed;

/// <summary>A session that ends while somebody types loses nothing: their form is sent on to a page that keeps it while they sign in.</summary>
internal static class KeepTypedAtTheDoor
{
    public static Task SendOnAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var (request, response) = (redirect.Request, redirect.Response);

        // As the framework's own handler does it, whose place this one takes: a program has no use for a page to sign in on.
        if (redirect.HttpContext.GetEndpoint()?.Metadata is { } metadata
            && metadata.GetMetadata<IDisableCookieRedirectMetadata>() is not null
            && metadata.GetMetadata<IAllowCookieRedirectMetadata>() is null)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !TypedForm.IsOwn(request))
        {
            response.Redirect(redirect.RedirectUri);
            return Task.CompletedTask;
        }

        // 307: the browser sends the form once more, to another address (RFC 9110, section 15.4.8).
        response.Redirect(AdminAddress.SignInAgain + QueryString.Create(AdminAddress.Next, request.Path + request.QueryString), permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }
}
