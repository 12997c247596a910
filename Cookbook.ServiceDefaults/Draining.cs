using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Cookbook.ServiceDefaults;

/// <summary>
/// How a service goes away without anybody noticing. From SIGTERM on it calls itself not ready, and serves on for
/// <c>Draining:Delay</c>, until whatever spreads the requests has seen that; each answer closes its connection, so that none is left on
/// which a request could meet the end. Then the server stops, after the requests that are under way.
/// </summary>
internal sealed class Draining(TimeSpan delay, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    /// <summary>The name of its health check.</summary>
    public const string Check = "draining";

    private const string Setting = "Draining:Delay";

    /// <summary>For the requests under way, after the delay.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private volatile Task? _draining;

    /// <exception cref="StartRefusedException">The setting is no such time.</exception>
    public static void Add(IHostApplicationBuilder builder)
    {
        var delay = DelayFrom(builder.Configuration);
        builder.Services.AddSingleton(services => new Draining(delay, services.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Services.AddHostedService(services => services.GetRequiredService<Draining>());
        builder.Services.AddHealthChecks().AddCheck<Draining>(Check);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = delay + Patience);
    }

    /// <summary>Not for HTTP/2 and later, whose connections the server itself ends in order.</summary>
    public Task CloseAsync(HttpContext context, RequestDelegate next)
    {
        if (_draining is not null && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        _draining is not null ? HealthCheckResult.Unhealthy("The service is going away.") : HealthCheckResult.Healthy());

    /// <summary>Before any service is stopped, the server among them; once, however often the host is told.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => _draining ??= Task.Delay(delay, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>0 to 5 minutes. Default: 0; the images set 5 seconds.</summary>
    private static TimeSpan DelayFrom(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => TimeSpan.Zero,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var delay) && delay >= TimeSpan.Zero && delay <= Longest => delay,
        var text => throw new StartRefusedException($"{Setting} is '{text}'. It must be from 00:00:00 to 00:05:00: how long a service that ends goes on serving."),
    };
}
