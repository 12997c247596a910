using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>One page of a long list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Rows a page.</param>
/// <param name="Total">Rows in all.</param>
/// <param name="Path">Of the list.</param>
/// <param name="Query">Of its address, without the page: each other page keeps it.</param>
internal sealed record Paging(int Number, int Size, int Total, string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>A page that has been beyond the end since the list became shorter is no mistake of the reader's; a number that is none is.</summary>
    /// <returns>The number; null if the text is none from 1.</returns>
    public static int? Read(string? text) => string.IsNullOrEmpty(text) ? 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number
        : null;

    /// <param name="number">Of the page; the first needs no mention.</param>
    public string Address(int number) => Path + new QueryBuilder(
        number == 1 ? Query : Query.Append(new("page", number.ToString(CultureInfo.InvariantCulture))));
}
