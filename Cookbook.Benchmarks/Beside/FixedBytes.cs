using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Benchmarks.Beside;

/// <summary>Answers with what was put: no page, no cache, nothing looked up but the bytes.</summary>
internal sealed class FixedBytes
{
    public const string Prefix = "/beside/fixed";

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <param name="address">It begins with a prefix of as many letters as <see cref="Prefix"/>.</param>
    /// <param name="type">Of the content.</param>
    /// <param name="bytes">The body.</param>
    public void Put(string address, string type, byte[] bytes) => _answers[NameOf(address)] = new Answer(type, bytes);

    public async Task AnswerAsync(HttpContext context)
    {
        var address = context.Request.Path.Value!;
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            Put(address, context.Request.ContentType!, body.ToArray());
        }
        else if (_answers.TryGetValue(NameOf(address), out var answer))
        {
            context.Response.ContentType = answer.Type;
            context.Response.ContentLength = answer.Bytes.Length;

            // By the writer, as a page out of the cache is written: the in-memory server of the micro-benchmarks makes more of its body stream.
            await context.Response.BodyWriter.WriteAsync(answer.Bytes, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    /// <summary>The same bytes under either prefix: /beside/stock/cookbook/ and /beside/fixed/cookbook/.</summary>
    private static string NameOf(string address) => address[Prefix.Length..];

    private sealed record Answer(string Type, byte[] Bytes);
}
