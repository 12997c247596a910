namespace Cookbook.Tests.Web;

/// <summary>An alert of a rules file for Prometheus. No parser for YAML: each value is on the line of its name, or below <c>&gt;-</c>.</summary>
internal sealed class AlertRule(bool hasComment)
{
    private const string Folded = ">-";

    private readonly Dictionary<string, string> _values = [];

    /// <summary>Whether a comment stands right above it.</summary>
    public bool HasComment => hasComment;

    public string Name => this["alert"];

    public string this[string key] => Assert.Contains(key, (IDictionary<string, string>)_values).Trim('"');

    public static List<AlertRule> Read(string path)
    {
        var (rules, key, below, above) = (new List<AlertRule>(), "", 0, "");
        foreach (var line in File.ReadAllLines(path))
        {
            var (text, depth) = (line.Trim(), line.Length - line.TrimStart().Length);
            if (text.StartsWith("- alert:", StringComparison.Ordinal))
            {
                rules.Add(new AlertRule(above.StartsWith('#')));
                text = text[2..];
            }

            above = text;
            if (rules.Count == 0 || text is "" or ['#', ..])
            {
                continue;
            }

            var rule = rules[^1];
            if (below > 0 && depth > below)
            {
                rule._values[key] = $"{rule._values[key]} {text}".Trim();
            }
            else
            {
                var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
                Assert.True(parts.Length == 2, $"Not 'name: value': {line}");
                (key, below) = (parts[0], parts[1] == Folded ? depth : 0);
                rule._values.Add(key, below > 0 ? "" : parts[1]);
            }
        }

        return rules;
    }
}
