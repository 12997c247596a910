using Cookbook.ServiceDefaults;

namespace Cookbook.Web.Security;

/// <summary>Outside of development browsers are told to ask for TLS; and sent there, where a port for it is known.</summary>
internal static class StrictTransport
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static WebApplicationBuilder AddStrictTransport(this WebApplicationBuilder builder)
    {
        builder.Services.AddHsts(hsts => hsts.MaxAge = Remembered);
        builder.Services.AddHttpsRedirection(redirection => redirection.RedirectStatusCode = StatusCodes.Status308PermanentRedirect);
        return builder;
    }

    /// <summary>
    /// In front of the cache: whether to ask for TLS depends on how one visitor came (RFC 6797, section 7.2). <c>ASPNETCORE_HTTPS_PORT</c>
    /// is the port to be sent to; without it the proxy does that. Probes ask without TLS, and a redirect would pass for health.
    /// </summary>
    public static WebApplication UseStrictTransport(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            return app;
        }

        app.UseHsts();
        if (app.Configuration["HTTPS_PORT"] is { Length: > 0 })
        {
            app.UseWhen(context => !Probes.Is(context.Request.Path), visitors => visitors.UseHttpsRedirection());
        }

        return app;
    }
}
