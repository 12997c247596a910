using System.Collections.Concurrent;
using System.Net;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// Looks at the pages of the two processes and notes down what they must not have shown. It cannot look into the processes; what a
/// process must know of, it has from the promise alone:
/// </summary>
/// <remarks>
/// A process that has answered a POST knows of every write that had committed when the POST was sent (here mostly one to nowhere, so
/// that nothing is purged by it). And a second after its commit, every process knows of a write. What a page happens to show proves
/// nothing about other pages: a process may render new data before it hears of them.
/// </remarks>
internal sealed class Witness(MovingRecipes recipes, HttpClient[] sites)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private readonly int[][] _known = [new int[MovingRecipes.Tag + 1], new int[MovingRecipes.Tag + 1]];
    private readonly ConcurrentDictionary<string, string> _copies = new();
    private readonly ConcurrentDictionary<(string Address, string ETag), string> _marks = new();
    private int _reads;
    private int _hits;
    private int _shared;

    public static string[] Addresses { get; } = ["/", "/cookbook/", "/recipes/dish-0", "/recipes/dish-1", "/recipes/dish-2"];

    /// <summary>What must not have been shown.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Those of the reads that came out of the cache.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Those of the hits that came out of Redis: the other process had rendered the page, or the one that was here before.</summary>
    public int Shared => Volatile.Read(ref _shared);

    /// <param name="site">Which process.</param>
    /// <param name="address">One of the addresses.</param>
    /// <param name="how">0 as a browser that has a copy of the page, 1 only its headers, otherwise the page.</param>
    /// <returns>The page's marks; null if there was no telling.</returns>
    public async Task<string?> ReadAsync(int site, string address, int how = 2)
    {
        var (known, old) = (Copy(_known[site]), recipes.OlderThan(Bound));
        using var request = new HttpRequestMessage(how == 1 ? HttpMethod.Head : HttpMethod.Get, address);
        if (how == 0 && _copies.TryGetValue(address, out var copy))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", copy);
        }

        using var response = await sites[site].SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var status = response.Headers.TryGetValues("Cache-Status", out var values) ? string.Join(", ", values) : "no status";
        var what = $"{request.Method} {address} on {site} ({(int)response.StatusCode}, {status})";
        Interlocked.Increment(ref _reads);
        Interlocked.Add(ref _hits, status.Contains("; hit;", StringComparison.Ordinal) ? 1 : 0);
        Interlocked.Add(ref _shared, status.EndsWith("detail=l2", StringComparison.Ordinal) ? 1 : 0);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
        {
            Wrong.Enqueue($"{what} is no page");
            return null;
        }

        // Without a body only an entity tag says how old a response is; that of a page that nobody has been shown says nothing.
        var tag = response.Headers.ETag?.Tag ?? "";
        var marks = MovingRecipes.MarksOf(body);
        if (body.Length == 0 && !_marks.TryGetValue((address, tag), out marks!))
        {
            return null;
        }

        if (tag.Length > 0)
        {
            _copies[address] = tag;
            _marks[(address, tag)] = marks;
        }

        Check(what, address, marks, known, old);
        return marks;
    }

    /// <summary>From when this returns, the process knows of all that has committed by now; or of a purge as well.</summary>
    public async Task FenceAsync(int site, string address = "/nowhere")
    {
        var committed = recipes.Committed;
        using var response = await sites[site].PostAsync(address, null, TestContext.Current.CancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
        {
            Wrong.Enqueue($"POST {address} on {site} was answered with {(int)response.StatusCode}");
            return;
        }

        lock (_known[site])
        {
            for (var i = 0; i < committed.Length; i++)
            {
                _known[site][i] = Math.Max(_known[site][i], committed[i]);
            }
        }
    }

    private void Check(string what, string address, string marks, int[] known, int[] old)
    {
        var (pieces, sum) = MovingRecipes.Read(marks);
        var written = recipes.Written;
        int[] expected = address switch
        {
            "/" => [0, 1, 2, MovingRecipes.Tag],
            "/cookbook/" => [0, 1, 2, 3, 4, 5],
            _ => [address[^1] - '0', address[^1] - '0' + MovingRecipes.Recipes, MovingRecipes.Tag],
        };
        foreach (var piece in expected.Except(pieces.Select(piece => piece.Piece)))
        {
            Wrong.Enqueue($"{what} lacks piece {piece}");
        }

        foreach (var (piece, number) in pieces)
        {
            if (number < known[piece] || number < old[piece])
            {
                Wrong.Enqueue($"{what} showed {number} of piece {piece}; {known[piece]} was known, {old[piece]} is older than {Bound.TotalSeconds} s");
            }
            else if (number > written[piece])
            {
                Wrong.Enqueue($"{what} showed {number} of piece {piece}, which never was");
            }
        }

        // One statement reads all the amounts, so no page has some of them from before a move and some from after it.
        if (!address.StartsWith("/recipes", StringComparison.Ordinal) && sum != MovingRecipes.Sum)
        {
            Wrong.Enqueue($"{what} has amounts of {sum} in all");
        }
    }

    private static int[] Copy(int[] numbers)
    {
        lock (numbers)
        {
            return [.. numbers];
        }
    }
}
