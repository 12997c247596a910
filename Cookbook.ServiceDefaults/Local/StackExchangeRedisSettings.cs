namespace Aspire.StackExchange.Redis;

/// <summary>Bound to <c>Aspire:StackExchange:Redis</c>, then to <c>Aspire:StackExchange:Redis:{connectionName}</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Default: <c>ConnectionStrings:{connectionName}</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Default: false, so that the service is unhealthy while Redis does not answer.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Default: false, so that each command is a span.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Default: false, so that the connection is made when the service starts and not by the first visitor.</summary>
    public bool DisableAutoActivation { get; set; }
}
