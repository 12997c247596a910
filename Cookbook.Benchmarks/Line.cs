using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Benchmarks;

/// <summary>A line to a real server that can fall silent, be slow, or be cut: then new connections are refused.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly int _own;
    private readonly ConcurrentBag<Task> _pumps = [];
    private CancellationTokenSource _whole = new();
    private TcpListener _listener;
    private volatile TaskCompletionSource _open = new();
    private TimeSpan _delay;

    private Line(string host, int port)
    {
        (_host, _port) = (host, port);
        _open.SetResult();
        _listener = Listen(0);
        _own = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>How to reach the server over this line.</summary>
    public string ConnectionString { get; private set; } = "";

    public static Line ToRedis(string connectionString)
    {
        var redis = ConfigurationOptions.Parse(connectionString);
        var line = redis.EndPoints[0] switch
        {
            DnsEndPoint dns => new Line(dns.Host, dns.Port),
            IPEndPoint ip => new Line(ip.Address.ToString(), ip.Port),
            _ => throw new InvalidOperationException("Redis is at neither a name nor an address."),
        };
        redis.EndPoints.Clear();
        redis.EndPoints.Add("127.0.0.1", line._own);
        line.ConnectionString = redis.ToString(includePassword: true);
        return line;
    }

    public static Line ToPostgres(string connectionString)
    {
        var postgres = new NpgsqlConnectionStringBuilder(connectionString);
        var line = new Line(postgres.Host!, postgres.Port);
        (postgres.Host, postgres.Port) = ("127.0.0.1", line._own);
        line.ConnectionString = postgres.ConnectionString;
        return line;
    }

    /// <summary>It stays connected, and nothing is answered any more.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on each piece of an answer takes so long.</summary>
    public void Delay(TimeSpan delay) => _delay = delay;

    /// <summary>Ends every connection and refuses new ones.</summary>
    public async Task CutAsync()
    {
        _listener.Dispose();
        await _whole.CancelAsync();
        await Task.WhenAll(_pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>As it was in the beginning.</summary>
    public void Mend()
    {
        _delay = TimeSpan.Zero;
        if (_whole.IsCancellationRequested)
        {
            _whole = new CancellationTokenSource();
            _listener = Listen(_own);
        }

        _open.TrySetResult();
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _pumps.Add(AcceptAsync(listener, _whole.Token));
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cut)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(cut);
            _pumps.Add(ServeAsync(client, cut));
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cut)
    {
        using var server = new TcpClient();
        using (client)
        {
            (client.NoDelay, server.NoDelay) = (true, true);
            await server.ConnectAsync(_host, _port, cut);
            await await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), () => TimeSpan.Zero, cut),
                PumpAsync(server.GetStream(), client.GetStream(), () => _delay, cut));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<TimeSpan> delay, CancellationToken cut)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cut) is > 0 and var count)
        {
            await _open.Task.WaitAsync(cut);
            if (delay() > TimeSpan.Zero)
            {
                await Task.Delay(delay(), cut);
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cut);
        }
    }
}
