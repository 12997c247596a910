using System.Text.RegularExpressions;
using Npgsql;

namespace Cookbook.Tests.Data.Releases;

/// <summary>One statement that a release sends to Postgres.</summary>
/// <param name="Types">Its parameters' types, in their order, with commas between: <c>integer, text[]</c>.</param>
/// <param name="Text">With <c>$1</c> and so on for the parameters.</param>
internal sealed partial record Statement(string Types, string Text)
{
    private const string Separator = "\n\n";

    /// <summary>A command of EF Core's may hold several statements, which share its parameters.</summary>
    public static IEnumerable<Statement> Of(NpgsqlCommand command)
    {
        var types = command.Parameters.ToDictionary(parameter => parameter.ParameterName.TrimStart('@'), parameter => parameter.DataTypeName ?? "text");
        foreach (var text in command.CommandText.ReplaceLineEndings("\n").Split(";\n").Select(text => text.Trim().TrimEnd(';')).Where(text => text.Length > 0))
        {
            var used = new List<string>();
            var numbered = Parameter().Replace(text, match =>
            {
                if (!types.ContainsKey(match.Groups[1].Value))
                {
                    return match.Value;
                }

                var number = used.IndexOf(match.Groups[1].Value) + 1;
                if (number == 0)
                {
                    used.Add(match.Groups[1].Value);
                    number = used.Count;
                }

                return $"${number}";
            });
            yield return new Statement(string.Join(", ", used.Select(name => types[name])), numbered);
        }
    }

    /// <summary>What a release's file holds.</summary>
    public static List<Statement> Read(string file) =>
    [
        .. File.ReadAllText(file).Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(said => said.Trim().Split('\n', 2))
            .Where(said => said.Length == 2)
            .Select(said => new Statement(said[0].TrimStart('-', ' '), said[1])),
    ];

    public static void Write(string file, IEnumerable<Statement> statements) => File.WriteAllText(
        file,
        string.Join(Separator, statements.OrderBy(statement => statement.Text, StringComparer.Ordinal).Select(statement => $"-- {statement.Types}\n{statement.Text}")) + "\n");

    /// <summary>As Postgres prepares it, which needs every table, column, function and operator that it names.</summary>
    public string ToPrepare(string name) => $"PREPARE {name} {(Types.Length == 0 ? "" : $"({Types}) ")}AS {Text}";

    /// <summary>The table and the columns of an INSERT; null for anything else.</summary>
    public (string Table, HashSet<string> Columns)? Insertion => Insert().Match(Text) is { Success: true } match
        ? (match.Groups["table"].Value.Trim('"'), [.. match.Groups["columns"].Value.Split(',').Select(column => column.Trim().Trim('"'))])
        : null;

    [GeneratedRegex("@([A-Za-z0-9_]+)")]
    private static partial Regex Parameter();

    [GeneratedRegex("^INSERT INTO (?<table>[^ ]+) \\((?<columns>[^)]*)\\)")]
    private static partial Regex Insert();
}
