using System.Globalization;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Http;

/// <summary>Writes a page as the answer to one request: in the coding that it accepts, as a 304 if it has it already, without a body to HEAD.</summary>
internal sealed class PageWriter(IOptions<CoherentOutputCacheOptions> options)
{
    /// <summary>A browser may keep the page and must ask before it shows it again: a 304 is cheap, and the promise holds to the screen.</summary>
    private static readonly StringValues AskFirst = "no-cache";

    /// <param name="context">Whose answer it is.</param>
    /// <param name="page">What it gets.</param>
    /// <param name="answer">What the cache did.</param>
    /// <param name="age">Of the page.</param>
    public Task WriteAsync(HttpContext context, CachedPage page, CacheAnswer answer, TimeSpan age)
    {
        var (request, response) = (context.Request, context.Response);
        var body = page.BodyFor(AcceptedCodings.Of(request.Headers.AcceptEncoding)) ?? page.Bodies[0];
        var headers = response.Headers;

        // Middleware further out may have said something too; mostly none has, and then nothing is looked up.
        var isFirst = headers.Count == 0;
        foreach (var (name, values) in page.Fields)
        {
            headers[name] = isFirst ? values : StringValues.Concat(headers[name], values);
        }

        headers.Vary = page.Vary;
        headers["Cache-Status"] = answer.ToHeader();
        if (answer.Forwarded is null)
        {
            page.CountHit();
            headers.Age = ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (headers.CacheControl.Count == 0 && (page.Status == StatusCodes.Status200OK || answer.IsForEverybody))
        {
            headers.CacheControl = AskFirst;
        }

        if (page.Status == StatusCodes.Status200OK)
        {
            if (options.Value.CdnCacheControl is { } cdn && answer.IsForEverybody)
            {
                headers["CDN-Cache-Control"] = cdn;
            }

            headers.ETag = body.ETag;
            if (Has(request.Headers.IfNoneMatch, body))
            {
                headers.Remove(HeaderNames.ContentType);
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = page.Status;
        if (ContentCodings.NameOf(body.Coding) is { } coding)
        {
            headers.ContentEncoding = coding;
        }

        // Nothing to say and no length: then the application's error page may still say something.
        if (body.Bytes.Length == 0 && page.Status >= StatusCodes.Status400BadRequest)
        {
            return Task.CompletedTask;
        }

        response.ContentLength = body.Bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body.Bytes, context.RequestAborted).AsTask();
    }

    /// <summary>By weak comparison (RFC 9110, section 13.1.2).</summary>
    private static bool Has(StringValues ifNoneMatch, PageBody body)
    {
        if (ifNoneMatch.Count == 0)
        {
            return false;
        }

        if (ifNoneMatch.Count == 1 && ifNoneMatch[0] == body.ETag)
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseList([.. ifNoneMatch.OfType<string>()], out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(body.ParseETag(), useStrongComparison: false));
    }
}
