using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cookbook.Web.Diagnostics;

/// <summary>The tables with a column that the model marks as sensitive.</summary>
internal sealed class SecretTables
{
    private static readonly ConditionalWeakTable<IModel, SecretTables> OfModels = [];

    private readonly SearchValues<string> _names;
    private readonly Regex _words;

    private SecretTables(IReadOnlyList<string> names)
    {
        _names = SearchValues.Create([.. names], StringComparison.OrdinalIgnoreCase);
        _words = new Regex($@"\b({string.Join('|', names.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public static SecretTables Of(IModel model) => OfModels.GetValue(model, static model => new SecretTables(model.SensitiveTables()));

    /// <summary>The first that a command names; null if it names none. A column of that name counts too: better one too many.</summary>
    public string? FindIn(string command) =>
        command.AsSpan().ContainsAny(_names) && _words.Match(command) is { Success: true } found ? found.Value : null;
}
