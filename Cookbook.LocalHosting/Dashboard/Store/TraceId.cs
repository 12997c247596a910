using System.Buffers.Binary;
using System.Globalization;

namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>16 bytes, written as 32 lower-case hexadecimal digits (https://www.w3.org/TR/trace-context/#trace-id); all zero is none.</summary>
internal readonly record struct TraceId(UInt128 Value)
{
    public bool IsNone => Value == default;

    /// <summary>None, unless there are 16 bytes.</summary>
    public static TraceId From(ReadOnlySpan<byte> bytes) => bytes.Length == 16 ? new TraceId(BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;

    public static bool TryParse(string? text, out TraceId id)
    {
        id = default;
        if (text?.Length != 32 || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new TraceId(value);
        return !id.IsNone;
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}

/// <summary>8 bytes, written as 16 lower-case hexadecimal digits (https://www.w3.org/TR/trace-context/#parent-id); all zero is none.</summary>
internal readonly record struct SpanId(ulong Value)
{
    public bool IsNone => Value == 0;

    /// <summary>None, unless there are 8 bytes.</summary>
    public static SpanId From(ReadOnlySpan<byte> bytes) => bytes.Length == 8 ? new SpanId(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
