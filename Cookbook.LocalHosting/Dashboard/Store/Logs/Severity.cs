namespace Cookbook.LocalHosting.Dashboard.Store.Logs;

/// <summary>How grave a record is: the levels of .NET's loggers, the least first.</summary>
internal enum Severity
{
    /// <summary>The sender has not said.</summary>
    Unknown,
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}

internal static class Severities
{
    /// <summary>
    /// By the protocol's numbers (https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber); without one, by the word.
    /// </summary>
    public static Severity Of(int number, string text) => number switch
    {
        >= 1 and <= 4 => Severity.Trace,
        >= 5 and <= 8 => Severity.Debug,
        >= 9 and <= 12 => Severity.Information,
        >= 13 and <= 16 => Severity.Warning,
        >= 17 and <= 20 => Severity.Error,
        >= 21 and <= 24 => Severity.Critical,
        _ => Of(text),
    };

    private static Severity Of(string text) => text.ToLowerInvariant() switch
    {
        "trace" or "verbose" => Severity.Trace,
        "debug" => Severity.Debug,
        "info" or "information" or "notice" => Severity.Information,
        "warn" or "warning" => Severity.Warning,
        "error" or "err" or "fail" => Severity.Error,
        "fatal" or "critical" or "crit" or "emergency" or "alert" => Severity.Critical,
        _ => Severity.Unknown,
    };
}
