namespace Cookbook.Web.Security;

/// <summary>
/// What browsers are told about every page: nothing from elsewhere, no script and no style but the site's own files, no framing. The
/// headers are kept with a cached page, as the page has them.
/// </summary>
internal static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app)
    {
        var policies = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                policy.AddScriptSrc().Self();
                policy.AddStyleSrc().Self();
                policy.AddImgSrc().Self();
                policy.AddConnectSrc().Self();
                policy.AddFormAction().Self();
                policy.AddBaseUri().None();
                policy.AddFrameAncestors().None();
            })
            .RemoveServerHeader();
        return app.UseSecurityHeaders(policies);
    }

    /// <summary>In front of the cache: whether to ask for TLS depends on how one visitor came (RFC 6797, section 7.2).</summary>
    public static IApplicationBuilder UseStrictTransport(this WebApplication app) => app.Environment.IsDevelopment() ? app : app.UseHsts();
}
