using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>What can be said of a file before its records are looked at.</summary>
internal static class FixtureText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Null if it is text in UTF-8.</summary>
    public static string? Check(ReadOnlySpan<byte> utf8)
    {
        try
        {
            Strict.GetCharCount(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            return string.Create(CultureInfo.InvariantCulture, $"is not UTF-8 (byte {exception.Index}); save it in that encoding.");
        }

        var text = utf8.StartsWith(Strict.Preamble) ? utf8[Strict.Preamble.Length..] : utf8;
        return text.Trim(" \t\r\n"u8).IsEmpty ? "is empty; it must be an array of records." : null;
    }

    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith(Strict.Preamble) ? utf8[Strict.Preamble.Length..] : utf8;

    /// <summary>The parser counts both from 0, and repeats them at the end of its message.</summary>
    public static string Describe(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var problem = end < 0 ? exception.Message : exception.Message[..end];
        return exception.LineNumber is { } line && exception.BytePositionInLine is { } position
            ? string.Create(CultureInfo.InvariantCulture, $"is not JSON: line {line + 1}, byte {position + 1}: {problem}")
            : $"is not JSON: {problem}";
    }
}
