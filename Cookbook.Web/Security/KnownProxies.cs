using System.Globalization;
using Cookbook.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Cookbook.Web.Security;

/// <summary>
/// Who is believed when they say for whom they ask (X-Forwarded-For) and that it was over TLS (X-Forwarded-Proto): the networks of
/// <c>Proxies:Known</c>, in CIDR (<c>Proxies__Known__0=10.0.0.0/8</c>), of whom a request may pass <c>Proxies:Hops</c> (1). None unless
/// they are named. <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> alone believes everybody, which is right only where nobody but the proxy
/// can reach the process; networks that are named hold for it too.
/// </summary>
internal static class KnownProxies
{
    private const string Known = "Proxies:Known";
    private const string Hops = "Proxies:Hops";

    /// <exception cref="StartRefusedException">A setting is no network, or no number.</exception>
    public static WebApplicationBuilder AddKnownProxies(this WebApplicationBuilder builder)
    {
        var networks = Networks(builder.Configuration);
        if (networks.Count > 0)
        {
            var hops = HopsOf(builder.Configuration);
            builder.Services.Configure<ForwardedHeadersOptions>(headers =>
            {
                headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                headers.ForwardLimit = hops;
                headers.KnownProxies.Clear();
                headers.KnownIPNetworks.Clear();
                foreach (var network in networks)
                {
                    headers.KnownIPNetworks.Add(network);
                }
            });
        }

        return builder;
    }

    /// <summary>First of all: whether a request came over TLS, and from where, is asked everywhere.</summary>
    public static WebApplication UseKnownProxies(this WebApplication app)
    {
        // The framework's own switch has put the middleware there already; twice it would go back two hops.
        if (Networks(app.Configuration).Count > 0 && !app.Configuration.GetValue("ForwardedHeaders_Enabled", false))
        {
            app.UseForwardedHeaders();
        }

        return app;
    }

    private static List<IPNetwork> Networks(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Known).GetChildren().Select(child => IPNetwork.TryParse(child.Value, out var network)
            ? network
            : throw new StartRefusedException($"{child.Path} is '{child.Value}'. It must be a network, as 10.0.0.0/8 or 192.0.2.7/32.")),
    ];

    private static int HopsOf(ConfigurationManager configuration) => configuration[Hops] switch
    {
        null or "" => 1,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops > 0 => hops,
        var text => throw new StartRefusedException($"{Hops} is '{text}'. It must be a whole number from 1: as many proxies as a request passes."),
    };
}
