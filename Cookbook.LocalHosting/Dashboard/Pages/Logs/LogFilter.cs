using System.Diagnostics.CodeAnalysis;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cookbook.LocalHosting.Dashboard.Pages.Logs;

/// <summary>Which records a page shows, as its address says. Everything at once must be true of a record.</summary>
internal sealed class LogFilter
{
    /// <summary>Of a resource with replicas: its own name for all of them, or one's. Empty for all.</summary>
    public string Resource { get; private init; } = "";

    /// <summary>Or a graver one.</summary>
    public Severity Level { get; private init; }

    /// <summary>In the message, the category or an attribute, in any case. Empty for all.</summary>
    public string Text { get; private init; } = "";

    /// <summary>None for all.</summary>
    public TraceId Trace { get; private init; }

    public bool IsEmpty => Resource.Length == 0 && Level == Severity.Unknown && Text.Length == 0 && Trace.IsNone;

    public static bool TryRead(IQueryCollection query, [NotNullWhen(true)] out LogFilter? filter, [NotNullWhen(false)] out string? problem)
    {
        (filter, problem) = (null, null);
        var word = query["level"].ToString();
        var level = Array.Find(Enum.GetValues<Severity>(), one => string.Equals(Word(one), word, StringComparison.OrdinalIgnoreCase));
        if (word.Length > 0 && level == Severity.Unknown)
        {
            problem = $"There is no level “{word}”. The levels are trace, debug, information, warning, error and critical.";
            return false;
        }

        var trace = default(TraceId);
        if (query["trace"].ToString().Trim() is { Length: > 0 } hex && !TraceId.TryParse(hex, out trace))
        {
            problem = $"“{hex}” is no trace: a trace's id has 32 hexadecimal digits, not all of them 0.";
            return false;
        }

        filter = new LogFilter { Resource = query["resource"].ToString(), Level = level, Text = query["text"].ToString().Trim(), Trace = trace };
        return true;
    }

    public bool Matches(LogRecord record, SenderNames names) =>
        record.Severity >= Level
        && (Trace.IsNone || record.Trace == Trace)
        && (Resource.Length == 0 || record.Sender.Service == Resource || names.Of(record.Sender) == Resource)
        && (Text.Length == 0 || Contains(record.Message) || Contains(record.Category) || Contains(record.EventName)
            || record.Attributes.Any(attribute => Contains(attribute.Key) || Contains(attribute.Value)));

    /// <summary>The latest first.</summary>
    public LogRecord[] In(LogStore store, SenderNames names)
    {
        LogRecord[] found = [.. store.Read().Where(record => Matches(record, names))];
        Array.Sort(found, (one, other) => one.At != other.At ? other.At.CompareTo(one.At) : other.Number.CompareTo(one.Number));
        return found;
    }

    /// <summary>As it stands in an address, behind the path.</summary>
    public string Query => new QueryBuilder(Parts).ToString();

    /// <summary>The same, in its parts; those that let everything through are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parts
    {
        get
        {
            KeyValuePair<string, string>[] all =
            [
                new("resource", Resource),
                new("level", Level == Severity.Unknown ? "" : Word(Level)),
                new("text", Text),
                new("trace", Trace.IsNone ? "" : Trace.ToString()),
            ];
            return [.. all.Where(part => part.Value.Length > 0)];
        }
    }

    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private bool Contains(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);
}
