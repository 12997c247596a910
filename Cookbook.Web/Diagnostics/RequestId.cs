using System.Diagnostics;

namespace Cookbook.Web.Diagnostics;

/// <summary>Names a request of any replica: <c>{replica}-{span}</c>.</summary>
/// <param name="Replica">Which answered it.</param>
/// <param name="Span">The id of its span; 16 hexadecimal digits.</param>
internal sealed record RequestId(string Replica, string Span)
{
    private const int SpanDigits = 16;

    public static RequestId Of(Replica replica, ActivitySpanId span) => new(replica.Name, span.ToHexString());

    /// <summary>Null if it is none.</summary>
    public static RequestId? Parse(string? text)
    {
        var hyphen = text?.LastIndexOf('-') ?? -1;
        if (text is null || hyphen < 0)
        {
            return null;
        }

        var (replica, span) = (text[..hyphen], text[(hyphen + 1)..]);
        return Diagnostics.Replica.IsPlain(replica) && span.Length == SpanDigits && span.All(char.IsAsciiHexDigitLower)
            ? new RequestId(replica, span)
            : null;
    }

    public override string ToString() => $"{Replica}-{Span}";
}
