using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Cookbook.ServiceDefaults;

/// <summary>What every service of the system has: secrets from files, telemetry, health, service discovery, resilient HTTP clients.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Checks with this tag say that the process lives; all others say what it lacks.</summary>
    private const string LivenessTag = "live";

    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        StartRefusedException.EndsPlainly();
        builder.AddSecretFiles();
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LivenessTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        builder.Services.LeaveExportersAlone();
        return builder;
    }

    /// <summary>For a service that answers requests: from SIGTERM on it is not ready, and serves for <c>Draining:Delay</c> more.</summary>
    /// <exception cref="StartRefusedException">The setting is no such time.</exception>
    public static TBuilder AddDraining<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        Draining.Add(builder);
        return builder;
    }

    /// <summary>First of all: from SIGTERM on each answer closes its connection. For <see cref="AddDraining" />.</summary>
    public static WebApplication UseDraining(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<Draining>().CloseAsync);
        return app;
    }

    /// <summary>
    /// <c>/alive</c> (liveness: the process answers), <c>/ready</c> (readiness: and it was not told to end) and <c>/health</c> (and what it
    /// cannot work without is there too); 503 if not. They are there in production as well, for the platform's probes.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(Probes.Health);
        app.MapHealthChecks(Probes.Readiness, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag) || check.Name == Draining.Check });
        app.MapHealthChecks(Probes.Liveness, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LivenessTag) });
        return app;
    }
}
