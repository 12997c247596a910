using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cookbook.ServiceDefaults;

/// <summary>
/// Traces, metrics and logs. They leave the process over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and stay inside otherwise.
/// Who adds a client (Npgsql, Redis) adds its instrumentation too; here is what all services share.
/// </summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            // Probes come every few seconds and would bury the visitors' traces.
            .WithTracing(tracing => tracing
                .AddSource(builder.Environment.ApplicationName)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !Probes.Is(context.Request.Path))
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>
    /// Over http/protobuf the exporters take their clients from the factory, and the resilience handler with them: a collector that is
    /// away would hold up the end of the process for ten seconds and more, and each attempt would be logged, and exported again.
    /// </summary>
    public static void LeaveExportersAlone(this IServiceCollection services)
    {
        foreach (var exporter in (string[])["OtlpTraceExporter", "OtlpMetricExporter", "OtlpLogExporter"])
        {
#pragma warning disable EXTEXP0001 // Marked as experimental since 8.10; there is no other way to take a default back.
            services.AddHttpClient(exporter).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        }
    }
}
