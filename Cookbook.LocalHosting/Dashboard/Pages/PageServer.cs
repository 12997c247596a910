using Cookbook.LocalHosting.Dashboard.Pages.Live;
using Cookbook.LocalHosting.Dashboard.Store;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cookbook.LocalHosting.Dashboard.Pages;

/// <summary>The loopback port that browsers open.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;

    private PageServer(WebApplication app, CancellationTokenSource stopping)
    {
        _app = app;
        _stopping = stopping;
    }

    /// <param name="addresses">Where to listen.</param>
    /// <param name="subjects">What pages can watch, by the names that they use.</param>
    /// <param name="addServices">Adds what the pages show.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PageServer> StartAsync(
        DashboardAddresses addresses,
        IReadOnlyDictionary<string, Changes> subjects,
        Action<IServiceCollection> addServices,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(addresses.Pages, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DashboardAddresses.EndPatience);
        AddPages(builder.Services);
        addServices(builder.Services);
        var app = builder.Build();
        var stopping = new CancellationTokenSource();
        app.UseHostFiltering();
        app.Use((context, next) => RequireAddress(context, addresses, next));
        app.UseStatusCodePagesWithReExecute("/missing");
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAssets();
        app.MapChanges(subjects, time, stopping.Token);
        app.MapRazorPages();
        await app.StartAsync(cancellationToken);
        return new PageServer(app, stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.RootDirectory = "/Dashboard/Pages").AddApplicationPart(typeof(PageServer).Assembly);

        // A page of another site, whose name somebody has made to lead here, reads nothing.
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = ["127.0.0.1", "localhost"]);

        // What browsers were given ends with the AppHost: there are no keys on disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms => forms.Cookie.Name = "dashboard-form");
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "dashboard-session";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.LoginPath = "/login";
            cookie.ReturnUrlParameter = "returnUrl";
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Whoever says localhost is led to the number, for whose sake see <see cref="DashboardAddresses.PagesAddress"/>.</summary>
    private static Task RequireAddress(HttpContext context, DashboardAddresses addresses, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Host.Host == addresses.PagesAddress.Host)
        {
            headers.CacheControl = "no-store";
            return next(context);
        }

        context.Response.Redirect(new Uri(addresses.PagesAddress, $"{context.Request.Path}{context.Request.QueryString}").ToString());
        return Task.CompletedTask;
    }
}
