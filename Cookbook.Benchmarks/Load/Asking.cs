using System.Net;

namespace Cookbook.Benchmarks.Load;

/// <summary>Asks one address, again and again, over 32 connections at most; reads each answer to its end.</summary>
internal sealed class Asking : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxConnectionsPerServer = LoadGenerator.Connections,
        UseCookies = false,
        UseProxy = false,
    });

    private readonly Uri _address;
    private readonly (string Name, string Value)[] _headers;

    /// <param name="address">What is asked for.</param>
    /// <param name="headers">"Name: value".</param>
    public Asking(Uri address, string[] headers)
    {
        _address = address;
        _headers = [.. headers.Select(header => header.Split(": ", 2)).Select(parts => (parts[0], parts[1]))];
    }

    /// <summary>Whether the answer was a good one: 2xx or 3xx, whole.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address);
            foreach (var (name, value) in _headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await _client.SendAsync(request, cancellationToken);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            return (int)response.StatusCode < 400;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _client.Dispose();
}
