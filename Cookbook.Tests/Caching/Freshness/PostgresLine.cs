using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// A line to the real Postgres on which notifications are in the test's hand: late, twice, in another order. And the connection that
/// listens can be hung: it stays connected, and nothing goes over it any more.
/// </summary>
internal sealed class PostgresLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly ConcurrentDictionary<Call, bool> _calls = new();
    private readonly NpgsqlConnectionStringBuilder _postgres;
    private readonly Lock _lock = new();
    private readonly List<(Call Call, byte[] Message)> _held = [];
    private readonly List<(int Count, TaskCompletionSource Arrived)> _waiting = [];
    private bool _holding;
    private byte[]? _exception;
    private TaskCompletionSource _tokensHeld = new();
    private TaskCompletionSource _tokensReleased = new();

    public PostgresLine(string connectionString)
    {
        _postgres = new NpgsqlConnectionStringBuilder(connectionString);
        _tokensReleased.SetResult();
        _listener.Start();
        _pumps.Add(AcceptAsync());
    }

    /// <summary>In clear, for the messages are told apart here.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_postgres.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>From now on notifications stay here until they are delivered; everything else goes past them.</summary>
    /// <param name="except">Except those that contain this.</param>
    public void HoldNotifications(string? except = null)
    {
        lock (_lock)
        {
            (_holding, _exception) = (true, except is null ? null : Encoding.UTF8.GetBytes(except));
        }
    }

    /// <summary>Returns when so many notifications are held.</summary>
    public Task ArrivedAsync(int count)
    {
        lock (_lock)
        {
            if (_held.Count >= count)
            {
                return Task.CompletedTask;
            }

            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, arrived));
            return arrived.Task.WaitAsync(Eventually.Deadline);
        }
    }

    /// <summary>Delivers what is held, by its number in the order of arrival. The rest is lost.</summary>
    public async Task DeliverAsync(params int[] order)
    {
        (Call Call, byte[] Message)[] held;
        lock (_lock)
        {
            held = [.. _held];
            _held.Clear();
        }

        foreach (var number in order)
        {
            await held[number].Call.ToClientAsync(held[number].Message, _closing.Token);
        }
    }

    /// <summary>Delivers one of those that are held, and keeps it.</summary>
    public async Task DeliverAgainAsync(int number)
    {
        (Call Call, byte[] Message) held;
        lock (_lock)
        {
            held = _held[number];
        }

        await held.Call.ToClientAsync(held.Message, _closing.Token);
    }

    /// <summary>Delivers what is held, in order, and holds nothing any more.</summary>
    public async Task ReleaseAsync()
    {
        int count;
        lock (_lock)
        {
            _holding = false;
            count = _held.Count;
        }

        await DeliverAsync([.. Enumerable.Range(0, count)]);
    }

    /// <summary>The connection that listens now falls silent, in both directions; a new one works.</summary>
    public void HangListeners()
    {
        foreach (var call in _calls.Keys.Where(call => call.Listens))
        {
            call.Hang();
        }
    }

    /// <summary>From now on, what is said to whoever listens stays here, except notifications: the reading of the tokens.</summary>
    public void HoldTokens() =>
        (_tokensHeld, _tokensReleased) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());

    /// <summary>Returns when Postgres has said all tokens.</summary>
    public Task TokensHeldAsync() => _tokensHeld.Task.WaitAsync(Eventually.Deadline);

    public void ReleaseTokens() => _tokensReleased.TrySetResult();

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
            await server.ConnectAsync(_postgres.Host!, _postgres.Port, _closing.Token);
            (client.NoDelay, server.NoDelay) = (true, true);
            using var call = new Call(client.GetStream(), server.GetStream());
            _calls[call] = true;
            await Task.WhenAny(UpAsync(call), DownAsync(call));
            _calls.TryRemove(call, out _);
        }
    }

    private async Task UpAsync(Call call)
    {
        var buffer = new byte[16 * 1024];
        while (await call.Client.ReadAsync(buffer, _closing.Token) is > 0 and var count)
        {
            call.Listens |= buffer.AsSpan(0, count).IndexOf("LISTEN "u8) >= 0;
            call.ReadsTokens = call.Listens && buffer.AsSpan(0, count).IndexOf("SELECT slot, token"u8) >= 0;
            await call.Works.WaitAsync(_closing.Token);
            await call.Server.WriteAsync(buffer.AsMemory(0, count), _closing.Token);
        }
    }

    /// <summary>A message is its type, its length without the type, and its content; a notification's type is A.</summary>
    private async Task DownAsync(Call call)
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        using var tokens = new MemoryStream();
        while (await call.Server.ReadAsync(buffer.AsMemory(filled), _closing.Token) is > 0 and var count)
        {
            filled += count;
            using var passing = new MemoryStream();
            var start = 0;
            while (filled - start >= 5 && BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start + 1)) + 1 is var length && filled - start >= length)
            {
                if (buffer[start] != (byte)'A' || !Hold(call, buffer[start..(start + length)]))
                {
                    passing.Write(buffer, start, length);
                }

                start += length;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            if (!call.ReadsTokens || _tokensReleased.Task.IsCompleted)
            {
                await call.ToClientAsync(passing.ToArray(), _closing.Token);
                continue;
            }

            // It ends with five bytes that say that Postgres is ready for the next command.
            passing.WriteTo(tokens);
            if (tokens.Length > 6 && tokens.GetBuffer()[tokens.Length - 6] == (byte)'Z')
            {
                _tokensHeld.TrySetResult();
                _pumps.Add(SendTokensAsync(call, tokens.ToArray()));
                tokens.SetLength(0);
            }
        }
    }

    private async Task SendTokensAsync(Call call, byte[] tokens)
    {
        await _tokensReleased.Task.WaitAsync(_closing.Token);
        await call.ToClientAsync(tokens, _closing.Token);
    }

    private bool Hold(Call call, byte[] message)
    {
        lock (_lock)
        {
            if (!_holding || (_exception is not null && message.AsSpan().IndexOf(_exception) >= 0))
            {
                return false;
            }

            _held.Add((call, message));
            foreach (var waiting in _waiting.Where(waiting => waiting.Count <= _held.Count).ToList())
            {
                waiting.Arrived.TrySetResult();
                _waiting.Remove(waiting);
            }

            return true;
        }
    }

    private sealed class Call(NetworkStream client, NetworkStream server) : IDisposable
    {
        private readonly SemaphoreSlim _writing = new(1);
        private volatile TaskCompletionSource? _hung;

        public NetworkStream Client { get; } = client;

        public NetworkStream Server { get; } = server;

        public bool Listens { get; set; }

        public bool ReadsTokens { get; set; }

        public Task Works => _hung?.Task ?? Task.CompletedTask;

        public void Hang() => _hung = new TaskCompletionSource();

        public async Task ToClientAsync(byte[] messages, CancellationToken cancellationToken)
        {
            await Works.WaitAsync(cancellationToken);
            await _writing.WaitAsync(cancellationToken);
            try
            {
                await Client.WriteAsync(messages, cancellationToken);
            }
            finally
            {
                _writing.Release();
            }
        }

        public void Dispose() => _writing.Dispose();
    }
}
