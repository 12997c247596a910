using System.Buffers.Binary;
using System.IO.Compression;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Google.Protobuf;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>Bytes to send, good ones and others.</summary>
internal static class Message
{
    /// <summary>One span.</summary>
    public static byte[] OneSpan(string name = "one", Action<Span>? change = null)
    {
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()),
            SpanId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()[..8]),
            Name = name,
            StartTimeUnixNano = 1_700_000_000_000_000_000,
            EndTimeUnixNano = 1_700_000_000_001_000_000,
        };
        change?.Invoke(span);
        return new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { span } } } } } }.ToByteArray();
    }

    /// <summary>A list in a list, and so on.</summary>
    public static byte[] NestedDeeply(int depth) => OneSpan("deep", span =>
    {
        var value = new AnyValue { StringValue = "bottom" };
        for (var i = 0; i < depth; i++)
        {
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        }

        span.Attributes.Add(new KeyValue { Key = "deep", Value = value });
    });

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>As gRPC sends it (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md): whether it is packed, how long it is, itself.</summary>
    public static byte[] Framed(byte[] bytes, bool packed)
    {
        var frame = new byte[bytes.Length + 5];
        frame[0] = packed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
        bytes.CopyTo(frame, 5);
        return frame;
    }
}
