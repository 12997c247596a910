using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// The entity tag of a document with the toolbar on it: that of the document without, and a suffix. So a browser that has the one is not
/// told that it has the other, and is still told that it has what it has.
/// </summary>
internal static class ToolbarTag
{
    private const string Suffix = "-toolbar\"";

    /// <summary>Leaves in If-None-Match what was marked, without the mark; true if something was.</summary>
    public static bool Unmark(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var tags))
        {
            return false;
        }

        string[] marked =
        [
            .. tags.Select(tag => tag.ToString())
                .Where(tag => tag.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(tag => $"{tag[..^Suffix.Length]}\""),
        ];
        request.Headers.IfNoneMatch = marked.Length == 0 ? default : string.Join(", ", marked);
        return marked.Length > 0;
    }

    public static void Mark(HttpResponse response)
    {
        if (response.Headers.ETag.ToString() is [.. var tag, '"'] && !tag.EndsWith(Suffix[..^1], StringComparison.Ordinal))
        {
            response.Headers.ETag = tag + Suffix;
        }
    }
}
