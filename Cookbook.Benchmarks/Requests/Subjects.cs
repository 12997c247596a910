using System.Net;
using System.Net.Http.Headers;
using Cookbook.Benchmarks.Beside;
using Cookbook.Benchmarks.Load;

namespace Cookbook.Benchmarks.Requests;

/// <summary>Prepares what is measured, and sees to it that all ways give the same answer.</summary>
internal sealed class Subjects(MeasuredSystem system, Nginx? nginx, LoadGenerator load) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseProxy = false });

    /// <exception cref="InvalidOperationException">The ways to one answer do not give the same bytes.</exception>
    public async Task<Subject> PrepareAsync(string address, bool isPage, CancellationToken cancellationToken)
    {
        var path = address.TrimStart('/');
        using var first = await _client.GetAsync(new Uri(system.FirstLevel, path), cancellationToken);
        if (first.StatusCode == HttpStatusCode.NotFound)
        {
            return new Subject(address, 0, 0, []);
        }

        var bytes = await first.Content.ReadAsByteArrayAsync(cancellationToken);
        await PutAsync(path, bytes, first.Content.Headers.ContentType!, cancellationToken);
        var brotli = await BrotliAsync(path, cancellationToken);
        var etag = first.Headers.ETag?.ToString();
        var ways = new Dictionary<string, Uri>
        {
            [Candidate.Anew] = new(system.Uncached, path),
            [Candidate.Stock] = new(system.FirstLevel, $"{StockCache.Prefix}/{path}"),
            [Candidate.SecondLevel] = new(system.SecondLevel, path),
            [Candidate.FirstLevel] = new(system.FirstLevel, path),
            [Candidate.Fixed] = new(system.FirstLevel, $"{FixedBytes.Prefix}/{path}"),
        };
        if (isPage)
        {
            ways[Candidate.Naive] = new Uri(system.Uncached, $"{NaivePages.Prefix}/{path}");
        }

        if (nginx is not null)
        {
            ways[Candidate.Nginx] = await nginx.ServeAsync($"{path.Replace('/', '-')}.html", bytes, cancellationToken);
        }

        foreach (var (name, way) in ways)
        {
            await CheckAsync(name, way, bytes, cancellationToken);
        }

        return new Subject(address, bytes.Length, brotli,
        [
            isPage ? Ask(Candidate.Naive) : Candidate.NotHere(Candidate.Naive, "for pages only"),
            Ask(Candidate.Anew),
            Ask(Candidate.Stock),
            Ask(Candidate.SecondLevel),
            Ask(Candidate.FirstLevel),
            Ask(Candidate.Fixed),
            etag is null ? Candidate.NotHere(Candidate.NotModified, "the answer has no ETag") : Ask(Candidate.NotModified, $"If-None-Match: {etag}"),
            brotli == 0 ? Candidate.NotHere(Candidate.Brotli, "the answer is not compressed") : Ask(Candidate.Brotli, "Accept-Encoding: br"),
            nginx is null ? Candidate.NotHere(Candidate.Nginx, "nginx is not installed") : Ask(Candidate.Nginx),
            .. path == "cookbook/" ? (Candidate[])[await RedisAsync(bytes)] : [],
        ]);

        Candidate Ask(string name, params string[] headers)
        {
            var way = ways.GetValueOrDefault(name) ?? ways[Candidate.FirstLevel];
            return new Candidate(name, (time, token) => load.RunAsync(way, time, headers, token));
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Candidate> RedisAsync(byte[] bytes) => await RedisLimit.PrepareAsync(system.Redis, bytes) is { } limit
        ? new Candidate(Candidate.Redis, limit.RunAsync)
        : Candidate.NotHere(Candidate.Redis, "redis-benchmark is not installed");

    private async Task PutAsync(string path, byte[] bytes, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = type;
        using var response = await _client.PutAsync(new Uri(system.FirstLevel, $"{FixedBytes.Prefix}/{path}"), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<int> BrotliAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.FirstLevel, path));
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await _client.SendAsync(request, cancellationToken);
        return response.Content.Headers.ContentEncoding.Contains("br") ? (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length : 0;
    }

    private async Task CheckAsync(string name, Uri way, byte[] bytes, CancellationToken cancellationToken)
    {
        var answer = await _client.GetByteArrayAsync(way, cancellationToken);
        if (!answer.AsSpan().SequenceEqual(bytes))
        {
            throw new InvalidOperationException($"{name} ({way}) answers with other bytes than the first level does: they cannot be compared.");
        }
    }
}
