using System.Text.RegularExpressions;

namespace Cookbook.Tests.Web;

/// <summary>The tables of docs/telemetry.md. What stands in backticks is a name; the rest of a cell explains.</summary>
internal static partial class TelemetryDocument
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "telemetry.md"));

    /// <summary>The rows of the first table below a heading, cells by column.</summary>
    public static List<Dictionary<string, string>> Table(string heading)
    {
        var rows = Lines
            .SkipWhile(line => line != $"## {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        Assert.True(rows.Count > 2, $"docs/telemetry.md has no table below '{heading}'.");
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        return [.. rows.Skip(2).Select(row => rows[0].Zip(row).ToDictionary())];
    }

    public static List<string> Names(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
