using System.Buffers;
using System.Text.RegularExpressions;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Diagnostics;

/// <summary>The tables with a column that the model marks as sensitive.</summary>
internal sealed class SecretTables
{
    private static readonly Lazy<SecretTables> Known = new(Read);

    private readonly SearchValues<string> _names;
    private readonly Regex _words;

    private SecretTables(IReadOnlyList<string> names)
    {
        _names = SearchValues.Create([.. names], StringComparison.OrdinalIgnoreCase);
        _words = new Regex($@"\b({string.Join('|', names.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public static SecretTables OfTheSite => Known.Value;

    /// <summary>The first that a command names; null if it names none. A column of that name counts too: better one too many.</summary>
    public string? FindIn(string command) =>
        command.AsSpan().ContainsAny(_names) && _words.Match(command) is { Success: true } found ? found.Value : null;

    /// <summary>From the model, without a database.</summary>
    private static SecretTables Read()
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql();
        CookbookDbContext.Configure(options);
        using var db = new CookbookDbContext(options.Options);
        return new SecretTables(db.Model.SensitiveTables());
    }
}
