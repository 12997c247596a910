namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Where the processes' telemetry goes when the AppHost takes it in itself, in settings with the names that the Aspire packages give them.</summary>
internal static class OtlpSettings
{
    public const string GrpcEndpoint = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    public const string HttpEndpoint = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>There is a key where somebody takes it in.</summary>
    public const string ApiKey = "AppHost:OtlpApiKey";

    /// <summary>Carries the key with each message.</summary>
    public const string ApiKeyHeader = "x-otlp-api-key";
}
