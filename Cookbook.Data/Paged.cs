using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data;

/// <summary>A page of a list.</summary>
/// <param name="Rows">Those on the page.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Size">Rows a page.</param>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Number, int Size, int Total)
{
    /// <summary>At least one.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

public static class Paging
{
    /// <summary>Whether there can be such a page; if so, the number of its first row fits an <see cref="int"/>.</summary>
    public static bool CanBe(int number, int size) => number >= 1 && number <= int.MaxValue / size;

    /// <summary>Two commands. Null if there is no such page; the first always is.</summary>
    /// <param name="rows">In an order that leaves no two rows equal.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<Paged<T>?> PageAsync<T>(this IQueryable<T> rows, int number, int size, CancellationToken cancellationToken)
    {
        if (!CanBe(number, size))
        {
            return null;
        }

        var total = await rows.CountAsync(cancellationToken);
        var page = await rows.Skip((number - 1) * size).Take(size).ToListAsync(cancellationToken);
        return page.Count == 0 && number > 1 ? null : new Paged<T>(page, number, size, total);
    }
}
