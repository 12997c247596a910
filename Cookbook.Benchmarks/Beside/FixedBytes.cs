using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Benchmarks.Beside;

/// <summary>Answers with what was put: no page, no cache, nothing looked up but the bytes.</summary>
internal sealed class FixedBytes
{
    public const string Prefix = "/beside/fixed";

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext context)
    {
        // The same bytes under either prefix: /beside/stock/cookbook/ and /beside/fixed/cookbook/.
        var name = context.Request.Path.Value![Prefix.Length..];
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            _answers[name] = new Answer(context.Request.ContentType!, body.ToArray());
        }
        else if (_answers.TryGetValue(name, out var answer))
        {
            context.Response.ContentType = answer.Type;
            context.Response.ContentLength = answer.Bytes.Length;
            await context.Response.Body.WriteAsync(answer.Bytes, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private sealed record Answer(string Type, byte[] Bytes);
}
