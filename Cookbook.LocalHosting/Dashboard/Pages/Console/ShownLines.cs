using Cookbook.LocalHosting.Dashboard.Store.Console;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>Lines of a resource on a page, perhaps only those in which a text is found.</summary>
internal sealed class ShownLines
{
    /// <param name="lines">The resource's.</param>
    /// <param name="after">Only those with a higher number.</param>
    /// <param name="most">Of those that are left, the latest so many.</param>
    /// <param name="search">Only those that have it in them, in any case; empty for all.</param>
    public ShownLines(ResourceLines lines, long after, int most, string search)
    {
        Resource = lines;
        Search = search;
        var kept = lines.After(0);
        Kept = kept.Length;
        Last = kept.Length == 0 ? 0 : kept[^1].Number;
        if (search.Length > 0)
        {
            kept = [.. kept.Where(line => line.Plain.Contains(search, StringComparison.OrdinalIgnoreCase))];
            Matching = kept.Length;
        }

        var candidates = kept.AsSpan();
        while (candidates is [var first, ..] && first.Number <= after)
        {
            candidates = candidates[1..];
        }

        Left = Math.Max(0, candidates.Length - most);
        Lines = candidates[Left..].ToArray();
    }

    public ResourceLines Resource { get; }

    public string Search { get; }

    public IReadOnlyList<KeptLine> Lines { get; }

    /// <summary>How many could be shown if there was room for all.</summary>
    public int Kept { get; }

    /// <summary>How many of those have the text in them.</summary>
    public int Matching { get; }

    /// <summary>How many the page has no room for.</summary>
    public int Left { get; }

    /// <summary>The latest number; 0 if there is none. What comes after it is new, whether it matches or not.</summary>
    public long Last { get; }

    /// <summary>The pieces of a line, those that match apart.</summary>
    public IEnumerable<ShownPiece> Pieces(KeptLine line)
    {
        var pieces = line.Pieces;
        var found = Found(Search.Length == 0 ? "" : string.Concat(pieces.Select(piece => piece.Text)));
        var start = 0;
        foreach (var (text, style) in pieces)
        {
            var classes = Classes.Of(style);
            for (var at = 0; at < text.Length;)
            {
                // The pieces of a style, and what is found in the line, need not end at the same places.
                var (isFound, end) = Next(found, start + at);
                var length = Math.Min(text.Length - at, end - start - at);
                yield return new ShownPiece(text.Substring(at, length), classes, isFound);
                at += length;
            }

            start += text.Length;
        }
    }

    private List<int> Found(string text)
    {
        var found = new List<int>();
        for (var at = 0; text.Length > 0 && (at = text.IndexOf(Search, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += Search.Length)
        {
            found.Add(at);
        }

        return found;
    }

    /// <summary>Whether a place is in a match, and where that changes.</summary>
    private (bool IsFound, int End) Next(List<int> found, int place)
    {
        foreach (var at in found)
        {
            if (place < at)
            {
                return (false, at);
            }

            if (place < at + Search.Length)
            {
                return (true, at + Search.Length);
            }
        }

        return (false, int.MaxValue);
    }
}

/// <param name="Text">Without escape sequences.</param>
/// <param name="Classes">Of its style; empty if it looks like the rest.</param>
/// <param name="IsFound">It is what is searched for, or part of it.</param>
internal readonly record struct ShownPiece(string Text, string Classes, bool IsFound);
