using System.IO.Hashing;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Store;

/// <summary>
/// A page as bytes, for the second level: a mark of the format, the page, and a checksum over all of it. Whatever else is found under a
/// key (half a value, another format, another key's page) is no page, and no error.
/// </summary>
/// <remarks>
/// Little-endian, as <see cref="BinaryWriter"/> writes: mark, key, moment of the render (Unix milliseconds), lifetimes (milliseconds),
/// render time, policy, route, status, vary, headers, stamps, tags, of each body coding, entity tag and length; then the bodies; then
/// XxHash64 of what stands before it.
/// </remarks>
internal static class Envelope
{
    private const uint Mark = 0x32_45_4B_43; // "CKE2"

    private const int ChecksumBytes = sizeof(ulong);

    /// <summary>Clocks of replicas may differ by so much; what is dated further ahead is not believed.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static byte[] Write(string key, CachedPage page, TimeProvider time)
    {
        using var buffer = new MemoryStream(page.Size + 256);
        using var writer = new BinaryWriter(buffer);
        writer.Write(Mark);
        writer.Write(key);
        writer.Write((time.GetUtcNow() - page.Lifetime.Age(time)).ToUnixTimeMilliseconds());
        writer.Write((long)page.Lifetime.Fresh.TotalMilliseconds);
        writer.Write((long)page.Lifetime.Refreshing.TotalMilliseconds);
        writer.Write((long)page.Lifetime.Failing.TotalMilliseconds);
        writer.Write(page.RenderTime.Ticks);
        writer.Write(page.Policy);
        writer.Write(page.Route ?? "");
        writer.Write(page.Status);
        writer.Write(page.Vary);
        WriteMany(writer, page.Headers, header =>
        {
            writer.Write(header.Key);
            writer.Write(header.Value);
        });
        WriteMany(writer, page.Stamps.Tokens, stamp =>
        {
            writer.Write(stamp.Slot);
            writer.Write(stamp.Token);
        });
        WriteMany(writer, page.Tags, writer.Write);
        WriteMany(writer, page.Bodies, body =>
        {
            writer.Write((byte)body.Coding);
            writer.Write(body.ETag);
            writer.Write(body.Bytes.Length);
        });

        foreach (var body in page.Bodies)
        {
            writer.Write(body.Bytes.Span);
        }

        writer.Write(XxHash64.HashToUInt64(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return buffer.ToArray();
    }

    /// <summary>Null if these bytes are not the page of this key.</summary>
    public static CachedPage? Read(string key, byte[] bytes, TimeProvider time)
    {
        if (bytes.Length < sizeof(uint) + ChecksumBytes
            || BitConverter.ToUInt32(bytes) != Mark
            || XxHash64.HashToUInt64(bytes.AsSpan(..^ChecksumBytes)) != BitConverter.ToUInt64(bytes.AsSpan(^ChecksumBytes..)))
        {
            return null;
        }

        using var stream = new MemoryStream(bytes, 0, bytes.Length - ChecksumBytes);
        using var reader = new BinaryReader(stream);
        reader.ReadUInt32();
        return reader.ReadString() == key && ReadHead(key, reader, time) is { } head
            ? head.With(bytes.AsMemory((int)stream.Position..^ChecksumBytes))
            : null;
    }

    /// <summary>
    /// What stands before the bodies, for somebody who wants to know of many pages and to fetch few of their bytes. Nothing seals it:
    /// nobody may be answered from it.
    /// </summary>
    /// <param name="beginning">As many of the first bytes as there were.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Null if this is no page's beginning, or not enough of it.</returns>
    public static EnvelopeHead? ReadHead(byte[] beginning, TimeProvider time)
    {
        if (beginning.Length < sizeof(uint) || BitConverter.ToUInt32(beginning) != Mark)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(beginning));
        reader.ReadUInt32();
        try
        {
            return ReadHead(reader.ReadString(), reader, time);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static EnvelopeHead? ReadHead(string key, BinaryReader reader, TimeProvider time)
    {
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        return age < -Skew
            ? null
            : new EnvelopeHead
            {
                Key = key,
                Lifetime = new Lifetime(
                    time.GetTimestamp() - (long)(Math.Max(0, age.TotalSeconds) * time.TimestampFrequency),
                    TimeSpan.FromMilliseconds(reader.ReadInt64()),
                    TimeSpan.FromMilliseconds(reader.ReadInt64()),
                    TimeSpan.FromMilliseconds(reader.ReadInt64())),
                RenderTime = TimeSpan.FromTicks(reader.ReadInt64()),
                Policy = reader.ReadString(),
                Route = reader.ReadString() is { Length: > 0 } route ? route : null,
                Status = reader.ReadInt32(),
                Vary = reader.ReadString(),
                Headers = ReadMany(reader, static reader => KeyValuePair.Create(reader.ReadString(), reader.ReadString())),
                Stamps = Stamps.Of(ReadMany(reader, static reader => new SlotToken(reader.ReadInt32(), reader.ReadInt64()))),
                Tags = ReadMany(reader, static reader => reader.ReadString()),
                Bodies = ReadMany(reader, static reader => ((ContentCoding)reader.ReadByte(), reader.ReadString(), reader.ReadInt32())),
            };
    }

    private static void WriteMany<T>(BinaryWriter writer, ReadOnlySpan<T> many, Action<T> write)
    {
        writer.Write(many.Length);
        foreach (var one in many)
        {
            write(one);
        }
    }

    /// <summary>Nothing of which there are many is shorter than a byte: a larger number is none.</summary>
    private static T[] ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length)
        {
            throw new FormatException("There are not so many.");
        }

        var many = new T[count];
        for (var i = 0; i < many.Length; i++)
        {
            many[i] = read(reader);
        }

        return many;
    }
}
