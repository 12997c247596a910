namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>What a span is about: each has a colour, an icon and a word, so that one sees where the time went.</summary>
internal enum SpanCategory
{
    /// <summary>None of the others.</summary>
    Step,

    /// <summary>An incoming request.</summary>
    Request,

    /// <summary>An outgoing request.</summary>
    Call,

    /// <summary>A database that keeps data.</summary>
    Database,

    /// <summary>A store of copies: Redis and the like, and what says of itself that it is about a cache.</summary>
    Cache,

    /// <summary>The making of a page.</summary>
    Render,
}

internal static class SpanCategories
{
    private static readonly string[] CacheSystems = ["redis", "valkey", "garnet", "memcached"];

    /// <summary>The database that a span's command went to (<c>db.system.name</c>, formerly <c>db.system</c>); null for any other span.</summary>
    public static string? DatabaseSystem(TelemetryAttribute[] attributes) => attributes.Value("db.system.name") ?? attributes.Value("db.system");

    /// <summary>
    /// By the semantic conventions for databases and HTTP (https://opentelemetry.io/docs/specs/semconv/), then by the words of the name:
    /// for caches and rendering there are no conventions yet.
    /// </summary>
    public static SpanCategory Of(string name, SpanKind kind, TelemetryAttribute[] attributes)
    {
        if (DatabaseSystem(attributes) is { } system)
        {
            return CacheSystems.Contains(system, StringComparer.OrdinalIgnoreCase) ? SpanCategory.Cache : SpanCategory.Database;
        }

        return kind switch
        {
            SpanKind.Server or SpanKind.Consumer => SpanCategory.Request,
            SpanKind.Client or SpanKind.Producer => SpanCategory.Call,
            _ when name.Contains("render", StringComparison.OrdinalIgnoreCase) => SpanCategory.Render,
            _ when name.Contains("cache", StringComparison.OrdinalIgnoreCase) => SpanCategory.Cache,
            _ => SpanCategory.Step,
        };
    }
}
