using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Traces;

/// <summary>What a span is, in words.</summary>
/// <param name="Text">Before its name: <c>SQL</c>.</param>
/// <param name="One">In a sum: <c>SQL command</c>.</param>
/// <param name="Many">In a sum: <c>SQL commands</c>.</param>
/// <param name="IsCounted">Whether it stands in the summary of a trace: commands, renders and calls do.</param>
internal readonly record struct SpanWord(string Text, string One, string Many, bool IsCounted)
{
    private static readonly SpanWord Request = new("request", "request", "requests", IsCounted: false);
    private static readonly SpanWord Call = new("call", "call", "calls", IsCounted: true);
    private static readonly SpanWord Render = new("render", "render", "renders", IsCounted: true);
    private static readonly SpanWord Cache = new("cache", "look into the cache", "looks into the cache", IsCounted: false);
    private static readonly SpanWord Connection = new("connection", "connection", "connections", IsCounted: false);
    private static readonly SpanWord Step = new("step", "step", "steps", IsCounted: false);

    /// <summary>In characters.</summary>
    private const int LongestTitle = 60;

    private static readonly string[] CommandAttributes = ["db.query.text", "db.statement", "db.operation.name", "db.operation"];

    public static SpanWord Of(Span span) => span.Category switch
    {
        SpanCategory.Request => Request,
        SpanCategory.Call => Call,
        SpanCategory.Render => Render,
        _ when SpanCategories.DatabaseSystem(span.Attributes) is { } system => IsCommand(span) ? Command(system) : Connection,
        SpanCategory.Cache => Cache,
        _ => Step,
    };

    /// <summary>What stands behind the word: the span's name; of a command that is named for its database alone, its text.</summary>
    public static string Title(Span span) => span.Attributes.Value("db.query.text") is { Length: > 0 } text && span.Name == SpanCategories.DatabaseSystem(span.Attributes)
        ? Shorten(text)
        : span.Name;

    /// <summary>Opening a connection has neither a text nor an operation.</summary>
    private static bool IsCommand(Span span) => CommandAttributes.Any(name => span.Attributes.Value(name) is not null);

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text[..Math.Min(text.Length, 200)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestTitle ? string.Concat(line.AsSpan(0, LongestTitle), "…") : line;
    }

    private static SpanWord Command(string system)
    {
        var name = system switch
        {
            "postgresql" or "mysql" or "mariadb" or "mssql" or "microsoft.sql_server" or "sqlite" or "oracle" or "oracle.db" or "cockroachdb" => "SQL",
            "redis" => "Redis",
            _ => system,
        };
        return new SpanWord(name, $"{name} command", $"{name} commands", IsCounted: true);
    }
}
