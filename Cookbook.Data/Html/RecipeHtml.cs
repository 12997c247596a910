using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Cookbook.Data.Html;

/// <summary>
/// The HTML that a recipe may contain. Whatever comes in from a file or a form passes here before it is stored, and again before it
/// is shown, because a row can also be changed with psql. Allow-lists only: what is not named here goes.
/// </summary>
public static class RecipeHtml
{
    /// <summary>
    /// The most that is accepted from outside, in characters. The time to parse HTML grows with the square of its nesting: as much as
    /// this, made for the purpose, takes a second; a megabyte would take minutes.
    /// </summary>
    public const int MaxLength = 50_000;

    private static readonly string[] InlineTags = ["em", "strong", "b", "i", "a", "br", "sub", "sup"];

    private static readonly string[] BlockTags = ["p", "ol", "ul", "li", "h3", "h4", "blockquote"];

    private static readonly string[] AllTags = [.. InlineTags, .. BlockTags];

    /// <summary>The elements of a description.</summary>
    public static IReadOnlyList<string> InlineNames => InlineTags;

    /// <summary>The elements that instructions may have besides.</summary>
    public static IReadOnlyList<string> BlockNames => BlockTags;

    private static readonly HtmlSanitizer Inline = Sanitizer(InlineTags);

    private static readonly HtmlSanitizer Block = Sanitizer(AllTags);

    /// <summary>For instructions: paragraphs, lists, small headings, quotations, emphasis, links to absolute http and https addresses.</summary>
    public static string Clean(string html) => Block.Sanitize(html).Trim();

    /// <summary>For a description, which stands inside a paragraph: emphasis and links only. The text of other elements stays.</summary>
    public static string CleanInline(string html) => Inline.Sanitize(html).Trim();

    /// <summary>The same as <see cref="Clean"/>, and what was taken out by it: "&lt;script&gt;", "onclick", each once.</summary>
    public static (string Html, IReadOnlyList<string> LeftOut) Check(string html) => Check(html, AllTags);

    /// <summary>The same as <see cref="CleanInline"/>, and what was taken out by it.</summary>
    public static (string Html, IReadOnlyList<string> LeftOut) CheckInline(string html) => Check(html, InlineTags);

    /// <summary>The text alone, white space folded: for a page's description in its head, or an index.</summary>
    public static string ToText(string html)
    {
        var body = new HtmlParser().ParseDocument(CleanInline(html)).Body!;
        foreach (var lineBreak in body.QuerySelectorAll("br"))
        {
            lineBreak.TextContent = " ";
        }

        return string.Join(' ', body.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static (string Html, IReadOnlyList<string> LeftOut) Check(string html, string[] tags)
    {
        var leftOut = new List<string>();
        var sanitizer = Sanitizer(tags);
        sanitizer.RemovingTag += (_, removing) => leftOut.Add($"<{removing.Tag.LocalName}>");
        sanitizer.RemovingAttribute += (_, removing) => leftOut.Add(removing.Attribute.Name == "href"
            ? $"a link to “{removing.Attribute.Value}”"
            : $"{removing.Attribute.Name}=…");
        sanitizer.RemovingComment += (_, _) => leftOut.Add("<!-- -->");
        return (sanitizer.Sanitize(html).Trim(), [.. leftOut.Distinct()]);
    }

    private static HtmlSanitizer Sanitizer(string[] tags)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "start" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https" },
        });

        sanitizer.FilterUrl += (_, link) => link.SanitizedUrl = WebAddress.Parse(link.SanitizedUrl) is null ? null : link.SanitizedUrl;
        sanitizer.PostProcessDom += (_, cleaned) =>
        {
            foreach (var link in cleaned.Document.QuerySelectorAll("a:not([href])"))
            {
                link.Replace([.. link.ChildNodes]);
            }
        };

        // Text in a <div> or <span> is somebody's sentence; text in these is code, and goes with its element.
        sanitizer.KeepChildNodes = true;
        sanitizer.RemovingTag += (_, removing) =>
        {
            switch (removing.Tag.LocalName)
            {
                case "script" or "style" or "template" or "iframe" or "object" or "noscript" or "svg" or "math" or "title" or "textarea"
                    or "xmp" or "noembed" or "noframes":
                    removing.Tag.InnerHtml = "";
                    break;

                // These stood on lines of their own: without them, their words must not run into the next.
                case "p" or "div" or "li" or "td" or "th" or "dt" or "dd" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote"
                    when removing.Tag.NextSibling is { } next && !(next is IText { Data: [var first, ..] } && char.IsWhiteSpace(first)):
                    removing.Tag.AppendChild(removing.Tag.Owner!.CreateTextNode(" "));
                    break;
            }
        };
        return sanitizer;
    }
}
