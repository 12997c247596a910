using BenchmarkDotNet.Attributes;
using Cookbook.Benchmarks;
using Microsoft.AspNetCore.Http;

namespace Cookbook.MicroBenchmarks;

/// <summary>
/// Whole requests through the site's own pipeline, in memory, with a real Postgres and Redis: neither sockets nor a parser of HTTP. What a
/// request costs that is answered with the same bytes before the pipeline begins is the baseline.
/// </summary>
[MemoryDiagnoser]
public class Requests : IAsyncDisposable
{
    private const string Page = "/cookbook/";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private BenchmarkServers _servers = null!;
    private BenchmarkSite _cached = null!;
    private BenchmarkSite _uncached = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _servers = await BenchmarkServers.StartAsync(CancellationToken.None);
        _cached = new BenchmarkSite(_servers);
        _uncached = new BenchmarkSite(_servers, ("OutputCaching:Enabled", "false"));
        await _cached.MeasureAsync(Page, CancellationToken.None);
        await _uncached.MeasureAsync(Page, CancellationToken.None);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cached.DisposeAsync();
        await _uncached.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "fixed bytes")]
    public Task<int> FixedAsync() => AskAsync(_cached, BenchmarkSite.FixedAddress, "");

    [Benchmark(Description = "a first-level hit")]
    public Task<int> HitAsync() => AskAsync(_cached, Page, "cookbook; hit");

    [Benchmark(Description = "the page rendered anew")]
    public Task<int> RenderAsync() => AskAsync(_uncached, Page, "cookbook; fwd=bypass");

    /// <param name="site">Asked.</param>
    /// <param name="address">For this.</param>
    /// <param name="status">The beginning of what the cache says of it: that what is measured is what is meant.</param>
    private async Task<int> AskAsync(BenchmarkSite site, string address, string status)
    {
        var context = await site.Server.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.Host = new HostString("localhost");
            context.Request.Path = address;
        });
        if (!context.Response.Headers["Cache-Status"].ToString().StartsWith(status, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{address}: {context.Response.Headers["Cache-Status"]}");
        }

        var bytes = 0;
        while (await context.Response.Body.ReadAsync(_buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }
}
