using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>gzip over gRPC that ends where a message is too large: gRPC's own bound counts the packed bytes.</summary>
internal sealed class BoundedGzip : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream outputStream, CompressionLevel? compressionLevel) =>
        new GZipStream(outputStream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream compressedStream) => new Bounded(compressedStream);

    private sealed class Bounded(Stream packed) : GZipStream(packed, CompressionMode.Decompress, leaveOpen: true)
    {
        private long _read;

        public override int Read(byte[] buffer, int offset, int count) => Count(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await base.ReadAsync(buffer, cancellationToken));

        private int Count(int read) => (_read += read) <= BoundedBody.Most
            ? read
            : throw new RpcException(new Status(StatusCode.ResourceExhausted, new MessageTooLargeException().Message));
    }
}
