using Aspire.Hosting;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.Hosting;

namespace Cookbook.LocalHosting.Projects;

/// <summary>The OpenTelemetry variables of a project (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).</summary>
internal static class ProjectTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private const string OneSecond = "1000";

    public static void Describe(IDistributedApplicationBuilder builder, string resourceName, Dictionary<string, object> variables)
    {
        variables["OTEL_SERVICE_NAME"] = resourceName;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";

        // Where the AppHost is told of a collector, its services are too; otherwise the dashboard is theirs.
        if (builder.Configuration[Endpoint] is { Length: > 0 } endpoint)
        {
            variables[Endpoint] = endpoint;
            variables[Protocol] = builder.Configuration[Protocol] ?? "grpc";
        }
        else if (builder.Configuration[OtlpSettings.ApiKey] is { Length: > 0 } key)
        {
            variables[Endpoint] = builder.Configuration[OtlpSettings.GrpcEndpoint]!;
            variables[Protocol] = "grpc";
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"{OtlpSettings.ApiKeyHeader}={key}";
        }

        if (builder.Environment.IsDevelopment())
        {
            // A developer wants to see each request, and now.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = OneSecond;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = OneSecond;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = OneSecond;
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
        }
    }
}
