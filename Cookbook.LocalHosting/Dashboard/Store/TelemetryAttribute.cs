namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>What is known of a span, a record, a series. Numbers as text, in the invariant culture; lists and maps as JSON.</summary>
internal readonly record struct TelemetryAttribute(string Key, string Value);

internal static class TelemetryAttributes
{
    /// <summary>The value of that key; null if there is none.</summary>
    public static string? Value(this TelemetryAttribute[] attributes, string key)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }
}
