using BenchmarkDotNet.Attributes;
using Cookbook.Caching.Keys;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.MicroBenchmarks;

/// <summary>The steps of a hit, each by itself: nothing but the cache's own code.</summary>
[MemoryDiagnoser]
public class Steps
{
    private const string Path = "/recipes/dal-tadka";

    private const int Pages = 100_000;

    /// <summary>A power of two; more than the processor's nearest memory holds.</summary>
    private const int Sought = 16_384;

    private readonly string[] _sought = new string[Sought];
    private readonly FirstLevel _first = new(capacity: 256L * 1024 * 1024);
    private readonly HttpRequest _request = new DefaultHttpContext().Request;
    private readonly CacheVaryByRules _byPage = new() { QueryKeys = "page", VaryByHost = false };
    private readonly TokenSnapshot _tokens = TokenSnapshot.Of([.. Enumerable.Range(-1, 10).Select(slot => new SlotToken(slot, slot + 2))], version: 1);
    private CachedPage _page = null!;
    private byte[] _envelope = [];
    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        _page = Page();
        _envelope = Envelope.Write(Path, _page, TimeProvider.System);
        _request.Path = Path;
        _request.QueryString = new QueryString("?page=2&utm_source=a");
        for (var i = 0; i < Pages; i++)
        {
            _first.Keep($"/recipes/{i}", _page, size: 500);
        }

        var random = new Random(1);
        for (var i = 0; i < Sought; i++)
        {
            // Letters of its own, as a request's path has.
            _sought[i] = $"/recipes/{random.Next(Pages)}";
        }
    }

    [Benchmark(Description = "one of 100,000 pages is found in the first level")]
    public object? Lookup() => _first.Find(_sought[++_next & (Sought - 1)]);

    [Benchmark(Description = "the key of a path")]
    public string KeyOfPath() => KeyRules.PathOf(_request);

    [Benchmark(Description = "the key of a path and a query")]
    public object KeyOfQuery() => PageKey.Of(_request, Path, _byPage);

    [Benchmark(Description = "five tokens are compared")]
    public bool Tokens() => _page.Stamps.AreCurrentIn(_tokens);

    [Benchmark(Description = "the same, nothing having changed since the last look")]
    public bool TokensAgain() => _page.IsCurrentIn(_tokens);

    [Benchmark(Description = "an envelope is written")]
    public byte[] Seal() => Envelope.Write(Path, _page, TimeProvider.System);

    [Benchmark(Description = "an envelope is read")]
    public object? Open() => Envelope.Read(Path, _envelope, TimeProvider.System);

    /// <summary>Of the tutorial's page: 2.8 KB of HTML, as gzip 0.9, as brotli 0.7.</summary>
    private static CachedPage Page() => new()
    {
        Status = 200,
        Headers = [.. Enumerable.Range(0, 8).Select(i => KeyValuePair.Create($"X-Header-{i}", "strict-origin-when-cross-origin"))],
        Vary = "Accept-Encoding",
        Bodies =
        [
            new PageBody(ContentCoding.Identity, new byte[2800], "\"0123456789abcdef\""),
            new PageBody(ContentCoding.Gzip, new byte[900], "\"0123456789abcdef-gzip\""),
            new PageBody(ContentCoding.Brotli, new byte[700], "\"0123456789abcdef-br\""),
        ],
        Stamps = Stamps.Of([.. Enumerable.Range(-1, 5).Select(slot => new SlotToken(slot, slot + 2))]),
        Tags = ["recipes", "recipe:7", "recipe:8"],
        Policy = "Cookbook",
        Route = "/cookbook",
        Lifetime = new Lifetime(TimeProvider.System.GetTimestamp(), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        RenderTime = TimeSpan.FromMilliseconds(2),
    };
}
