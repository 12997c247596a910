using Google.Protobuf;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>A message's bytes, unpacked, up to a bound: a gzip of a kilobyte can hold a gigabyte.</summary>
internal static class BoundedBody
{
    /// <summary>In bytes. Exporters send 512 spans at a time: some hundred kilobytes.</summary>
    public const int Most = 16 * 1024 * 1024;

    /// <param name="stream">Unpacks.</param>
    /// <param name="packedLength">As the sender says; nothing is read of what is too much already.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MessageTooLargeException">There are more.</exception>
    public static async Task<ByteString> ReadAsync(Stream stream, long? packedLength, CancellationToken cancellationToken)
    {
        if (packedLength > Most)
        {
            throw new MessageTooLargeException();
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (bytes.Length + read > Most)
            {
                throw new MessageTooLargeException();
            }

            bytes.Write(buffer, 0, read);
        }

        return UnsafeByteOperations.UnsafeWrap(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
    }
}

internal sealed class MessageTooLargeException() : Exception($"A message may have {BoundedBody.Most} bytes, unpacked. Send fewer at a time.");
