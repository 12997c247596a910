using System.Text.RegularExpressions;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>What a terminal takes for an order, and everybody else for noise (ECMA-48, 5.4: control sequences).</summary>
internal static partial class EscapeSequences
{
    public static string Strip(string text) => text.Contains('\e', StringComparison.Ordinal) ? Sequences().Replace(text, "") : text;

    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")]
    private static partial Regex Sequences();
}
