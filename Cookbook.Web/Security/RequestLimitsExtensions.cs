using System.Net;
using System.Threading.RateLimiting;
using Cookbook.ServiceDefaults;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cookbook.Web.Security;

internal static class RequestLimitsExtensions
{
    private const int SecondsAtOnce = 4;

    /// <summary>Connections, bodies, headers, time and, if it is set, requests from one address: as <see cref="RequestLimits"/> says.</summary>
    public static WebApplicationBuilder AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RequestLimits>()
            .BindConfiguration(RequestLimits.Section)
            .Validate(limits => limits.Connections >= 1, "Limits:Connections must be a whole number from 1.")
            .Validate(limits => limits.BodyBytes >= 64 * 1024, "Limits:BodyBytes must be at least 65536: a form with a long text is larger.")
            .Validate(limits => IsBetween(limits.HeadersTime, TimeSpan.FromMinutes(2)), "Limits:HeadersTime must be from 00:00:01 to 00:02:00.")
            .Validate(limits => IsBetween(limits.RequestTime, TimeSpan.FromMinutes(10)), "Limits:RequestTime must be from 00:00:01 to 00:10:00.")
            .Validate(limits => IsBetween(limits.UploadTime, TimeSpan.FromHours(1)), "Limits:UploadTime must be from 00:00:01 to 01:00:00.")
            .Validate(limits => limits.RequestsPerSecond >= 0, "Limits:RequestsPerSecond must be a whole number from 0, which counts nothing.")
            .ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<RequestLimits>>((kestrel, limits) =>
        {
            kestrel.Limits.MaxConcurrentConnections = limits.Value.Connections;
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = limits.Value.HeadersTime;
        });
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<RequestLimits>>((timeouts, limits) =>
        {
            timeouts.DefaultPolicy = Within(limits.Value.RequestTime);
            timeouts.AddPolicy(RequestLimits.Upload, Within(limits.Value.UploadTime));
        });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RequestLimits>>((limiter, limits) =>
        {
            if (limits.Value.RequestsPerSecond > 0)
            {
                limiter.GlobalLimiter = FromOneAddress(limits.Value.RequestsPerSecond);
            }
        });
        return builder;
    }

    private static bool IsBetween(TimeSpan time, TimeSpan most) => time >= TimeSpan.FromSeconds(1) && time <= most;

    /// <summary>504, not 503: that is Postgres away, and is logged as such.</summary>
    private static RequestTimeoutPolicy Within(TimeSpan time) => new() { Timeout = time, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout };

    /// <summary>
    /// A page that the cache renders for everybody comes from no address: it must not wait for what its visitor has taken. And an error's page
    /// is the second way of the same request through here.
    /// </summary>
    private static PartitionedRateLimiter<HttpContext> FromOneAddress(int perSecond) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        context.Connection.RemoteIpAddress is { } address && !Probes.Is(context.Request.Path) && !IsErrorPage(context)
            ? RateLimitPartition.GetTokenBucketLimiter(NetworkOf(address), _ => new TokenBucketRateLimiterOptions
            {
                TokensPerPeriod = perSecond,
                TokenLimit = perSecond * SecondsAtOnce,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })
            : RateLimitPartition.GetNoLimiter(""));

    private static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>Whoever has one IPv6 address has 2⁶⁴ of them.</summary>
    private static string NetworkOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }
}
