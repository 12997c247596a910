using System.Text.RegularExpressions;

namespace Cookbook.LocalHosting.Processes;

/// <summary>What a program complains of, among all that it says.</summary>
internal static partial class ErrorLine
{
    /// <summary>The first line that says that it is an error, as PostgreSQL, Redis, .NET and most others put it; null if there is none.</summary>
    public static string? In(string output) => Complaint().Match(output) is { Success: true } line ? line.Value.Trim() : null;

    [GeneratedRegex(@"^.*\b(FATAL|ERROR|PANIC|[Ee]rror|Unhandled exception)\b *[:.].*$", RegexOptions.Multiline)]
    private static partial Regex Complaint();
}
