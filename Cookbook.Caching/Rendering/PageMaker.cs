using System.IO.Compression;
using System.Security.Cryptography;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Rendering;

/// <summary>Makes a page of a response: stamps it, gives it its entity tags and, once for all who will ask, its compressed bodies.</summary>
internal sealed class PageMaker(IOptions<CoherentOutputCacheOptions> options, CacheMeter meter, TimeProvider time)
{
    /// <summary>Those that belong to one response and not to the page, or that are made anew for each.</summary>
    private static readonly HashSet<string> OfOneResponse = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Age, HeaderNames.Connection, HeaderNames.ContentLength, HeaderNames.Date, HeaderNames.ETag, HeaderNames.KeepAlive,
        HeaderNames.LastModified, HeaderNames.Server, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.Vary, "Cache-Status",
    };

    public Rendered Make(CapturedResponse response, Render render, IFeatureCollection features, PageRequest page, TokenView? view, (long Made, long Began) times)
    {
        var tags = Stamps.SlotsOf(render.Tags, page.Key.Slot).Union(page.Slots).Order();
        var stamps = view is null ? null : Stamps.Take(view, tags);
        var notStored = NeverStored.Because(response, render, features, options.Value.MaximumBodyBytes) ?? (stamps is null ? "tokens" : null);
        var bytes = response.Body;
        var cached = new CachedPage
        {
            Status = response.StatusCode,
            Headers = [.. response.Headers
                .Where(header => !OfOneResponse.Contains(header.Key))
                .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value ?? ""))],
            Vary = string.Join(", ", ((string[])[HeaderNames.AcceptEncoding, .. render.Rules.Headers, .. response.Headers.GetCommaSeparatedValues(HeaderNames.Vary)])
                .Distinct(StringComparer.OrdinalIgnoreCase)),
            Bodies = notStored is null ? BodiesOf(bytes, response.Headers.ContentType.ToString()) : [new PageBody(ContentCoding.Identity, bytes, ETagOf(bytes))],
            Stamps = stamps ?? Stamps.Of([]),
            Tags = [.. render.Tags.Order(StringComparer.Ordinal)],
            Policy = page.Policy,
            Route = (features.Get<IEndpointFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText,
            Lifetime = LifetimeOf(response.StatusCode, render, times.Made),
            RenderTime = time.GetElapsedTime(times.Began),
        };

        return new Rendered(cached, notStored);
    }

    /// <summary>Stands for a page that took too long: 503 without a body, which the application's error page may fill.</summary>
    public static CachedPage Unavailable(string policy) => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Headers = [KeyValuePair.Create<string, string>(HeaderNames.RetryAfter, "5")],
        Vary = HeaderNames.AcceptEncoding,
        Bodies = [new PageBody(ContentCoding.Identity, default, ETagOf([]))],
        Stamps = Stamps.Of([]),
        Tags = [],
        Policy = policy,
        Route = null,
        Lifetime = default,
        RenderTime = TimeSpan.Zero,
    };

    private Lifetime LifetimeOf(int status, Render render, long made)
    {
        var full = status == StatusCodes.Status200OK ? render.Expiration ?? options.Value.Ttl : options.Value.ShortTtl;
#pragma warning disable CA5394 // A die is all that is needed.
        var fresh = full * (1 - (options.Value.Jitter * Random.Shared.NextDouble()));
#pragma warning restore CA5394
        return status == StatusCodes.Status200OK
            ? new Lifetime(made, fresh, options.Value.StaleWhileRevalidate, options.Value.StaleIfError)
            : new Lifetime(made, fresh, TimeSpan.Zero, TimeSpan.Zero);
    }

    private PageBody[] BodiesOf(byte[] bytes, string contentType)
    {
        var tag = ETagOf(bytes);
        var bodies = new List<PageBody> { new(ContentCoding.Identity, bytes, tag) };
        if (bytes.Length >= options.Value.CompressFromBytes && IsText(contentType))
        {
            Add(ContentCoding.Gzip, stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true));
            Add(ContentCoding.Brotli, stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true));
        }

        foreach (var body in bodies)
        {
            meter.Stored(ContentCodings.NameOf(body.Coding) ?? "identity", body.Bytes.Length);
        }

        return [.. bodies];

        void Add(ContentCoding coding, Func<Stream, Stream> compress)
        {
            using var compressed = new MemoryStream();
            using (var stream = compress(compressed))
            {
                stream.Write(bytes);
            }

            if (compressed.Length < bytes.Length)
            {
                bodies.Add(new PageBody(coding, compressed.ToArray(), $"{tag[..^1]}-{ContentCodings.NameOf(coding)}\""));
            }
        }
    }

    /// <summary>By content, so that the same page has the same tag on every replica and after every refresh.</summary>
    private static string ETagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";

    private static bool IsText(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            || type.SubType.Value is "json" or "xml" or "javascript" or "manifest+json" or "wasm"
            || type.Suffix.Value is "json" or "xml");
}
