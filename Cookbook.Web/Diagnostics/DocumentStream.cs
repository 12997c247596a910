using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IO;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// The body of a response, on its way to a browser. An HTML document is held back until it is whole, and then goes with one more element;
/// anything else goes through as it comes.
/// </summary>
internal sealed class DocumentStream(HttpContext context, IHttpResponseBodyFeature body, Func<HttpContext, bool> isWanted) : Stream
{
    /// <summary>In bytes. What is longer goes without the element.</summary>
    private const int MostHeld = 8 * 1024 * 1024;

    /// <summary>In bytes, of a pooled block; most documents are shorter.</summary>
    private const int Block = 32 * 1024;

    /// <summary>New memory for each document would cost more than all else that the toolbar does.</summary>
    private static readonly RecyclableMemoryStreamManager Memory = new(new RecyclableMemoryStreamManager.Options
    {
        BlockSize = Block,
        MaximumSmallPoolFreeBytes = 64 * Block,
        MaximumLargePoolFreeBytes = 2 * MostHeld,
    });

    private const string Html = "text/html";

    private RecyclableMemoryStream? _held;
    private bool _isDecided;

    /// <summary>The same for each request: which one it is, the script reads from the response's headers.</summary>
    public static ReadOnlySpan<byte> Element => "<script type=\"module\" src=\"/toolbar.js\"></script>\n"u8;

    private static ReadOnlySpan<byte> End => "</body>"u8;

    public override bool CanRead => false;

    public override bool CanWrite => true;

    /// <summary>As long as it is held back, an error page may take its place.</summary>
    public override bool CanSeek => _held is not null;

    public override long Length => _held?.Length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _held?.Position ?? throw new NotSupportedException();
        set => (_held ?? throw new NotSupportedException()).Position = value;
    }

    public override void SetLength(long value) => (_held ?? throw new NotSupportedException()).SetLength(value);

    public override void Write(byte[] buffer, int offset, int count)
    {
        (Held ?? body.Stream).Write(buffer, offset, count);
        using var held = LetGo();
        if (held is not null)
        {
            body.Stream.Write(held.GetBuffer(), 0, (int)held.Length);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Held is null)
        {
            await body.Stream.WriteAsync(buffer, cancellationToken);
            return;
        }

        _held!.Write(buffer.Span);
        await using var held = LetGo();
        if (held is not null)
        {
            await body.Stream.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), cancellationToken);
        }
    }

    public override void Flush() => (Held is null ? body.Stream : Null).Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        Held is null ? body.Stream.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => (_held ?? throw new NotSupportedException()).Seek(offset, origin);

    /// <summary>The document is whole.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_held is null)
        {
            return;
        }

        var document = _held.GetBuffer().AsMemory(0, (int)_held.Length);
        var end = document.Span.LastIndexOf(End);
        var element = end >= 0 ? Element : default;
        if (end >= 0)
        {
            ToolbarTag.Mark(context.Response);
        }

        // Into the server's own buffers, and on its way all at once.
        context.Response.ContentLength = document.Length + element.Length;
        body.Writer.Write(document.Span[..Math.Max(0, end)]);
        body.Writer.Write(element);
        body.Writer.Write(document.Span[Math.Max(0, end)..]);
        await body.Writer.FlushAsync(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _held?.Dispose();
        _held = null;
        base.Dispose(disposing);
    }

    /// <summary>What was held back, if it has become too long for that; null otherwise.</summary>
    private RecyclableMemoryStream? LetGo()
    {
        if (_held is not { Length: > MostHeld } held)
        {
            return null;
        }

        _held = null;
        return held;
    }

    /// <summary>Null if it is no document, or not for them; known from the headers, when the first byte comes.</summary>
    private RecyclableMemoryStream? Held
    {
        get
        {
            if (!_isDecided)
            {
                _isDecided = true;
                // Its ids are for events that nobody hears of; a new one costs a call of the system.
                _held = !context.Response.HasStarted && IsDocument(context.Response) && isWanted(context) ? Memory.GetStream(Guid.Empty) : null;
            }

            return _held;
        }
    }

    private static bool IsDocument(HttpResponse response) =>
        IsHtml(response.ContentType.AsSpan())
        && response.Headers.ContentEncoding.Count == 0
        && response.StatusCode != StatusCodes.Status206PartialContent;

    private static bool IsHtml(ReadOnlySpan<char> type) =>
        type.StartsWith(Html, StringComparison.OrdinalIgnoreCase) && (type.Length == Html.Length || type[Html.Length] is ';' or ' ');
}
