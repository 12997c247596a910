using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Cookbook.Tests.Web;

/// <summary>A line to the real Redis that can be put on hold: it stays connected, and nothing is answered any more.</summary>
internal sealed class RedisLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly ConfigurationOptions _redis;
    private volatile TaskCompletionSource _open = new();

    public RedisLine(string connectionString, bool held = false)
    {
        _redis = ConfigurationOptions.Parse(connectionString);
        if (!held)
        {
            _open.SetResult();
        }

        _listener.Start();
        _pumps.Add(AcceptAsync());
    }

    public string ConnectionString
    {
        get
        {
            var line = _redis.Clone();
            line.EndPoints.Clear();
            line.EndPoints.Add((IPEndPoint)_listener.LocalEndpoint);
            return line.ToString(includePassword: true);
        }
    }

    public void Hold() => _open = new TaskCompletionSource();

    public void Resume() => _open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            _pumps.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            var (host, port) = _redis.EndPoints[0] switch
            {
                DnsEndPoint dns => (dns.Host, dns.Port),
                IPEndPoint ip => (ip.Address.ToString(), ip.Port),
                _ => throw new InvalidOperationException("Redis is at neither a name nor an address."),
            };
            await server.ConnectAsync(host, port, _closing.Token);
            await Task.WhenAny(PumpAsync(client.GetStream(), server.GetStream()), PumpAsync(server.GetStream(), client.GetStream()));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _closing.Token) is > 0 and var count)
        {
            await _open.Task.WaitAsync(_closing.Token);
            await to.WriteAsync(buffer.AsMemory(0, count), _closing.Token);
        }
    }
}
