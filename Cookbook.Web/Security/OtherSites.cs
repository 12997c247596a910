namespace Cookbook.Web.Security;

/// <summary>Whether a page of another site had the browser send a request. Programs that are no browsers say nothing of it.</summary>
internal static class OtherSites
{
    public static bool Sent(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin")
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
}
