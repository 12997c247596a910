using System.Buffers;
using System.Text;

namespace Cookbook.Caching.Keys;

/// <summary>The letters of a key. What parts them is escaped where it is part of a value, so different parts never make the same key.</summary>
internal static class KeyText
{
    /// <summary>Everything that is printed ASCII and neither parts nor escapes.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:@!$'()*+,;");

    public static string Escape(string text) => text.AsSpan().IndexOfAnyExcept(Plain) < 0 ? text : Percent(text);

    /// <summary>
    /// As RFC 3986 does it, over UTF-8. A lone surrogate, which UTF-8 has no bytes for, is written as its code, so that two of them
    /// stay two.
    /// </summary>
    private static string Percent(string text)
    {
        var escaped = new StringBuilder(text.Length * 2);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (Plain.Contains(text[i]))
            {
                escaped.Append(text[i]);
            }
            else if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    escaped.Append(null, $"%{value:X2}");
                }

                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                escaped.Append(null, $"%u{(int)text[i]:X4}");
            }
        }

        return escaped.ToString();
    }
}
