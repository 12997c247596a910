namespace Cookbook.Data;

/// <summary>An address on the web, as a recipe's source or a link in its text: absolute, http or https.</summary>
public static class WebAddress
{
    /// <summary>Null if it is none; a path alone would lead into this site, and two slashes out of it.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;

    /// <summary>Whether it is one as it stands: the parser would forgive spaces around it.</summary>
    public static bool Is(string text) => !text.Any(char.IsWhiteSpace) && Parse(text) is not null;
}
