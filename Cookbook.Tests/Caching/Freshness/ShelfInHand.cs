using System.Collections.Concurrent;
using System.Reflection;
using System.Threading.Channels;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// In place of Redis, one replica's view of a shelf that it shares with others: a lookup is answered at once, and a page comes to lie
/// there when the test says so.
/// </summary>
internal sealed class ShelfInHand(ConcurrentDictionary<string, byte[]> shared)
{
    private readonly Channel<(string Key, byte[] Page, TaskCompletionSource<bool> Stored)> _coming =
        Channel.CreateUnbounded<(string, byte[], TaskCompletionSource<bool>)>();

    public IConnectionMultiplexer Connection
    {
        get
        {
            var connection = DispatchProxy.Create<IConnectionMultiplexer, Front>();
            ((Front)(object)connection).Shelf = this;
            return connection;
        }
    }

    /// <summary>Waits for the next page that this replica stores, and stores it.</summary>
    public async Task StoreAsync()
    {
        var (key, page, stored) = await _coming.Reader.ReadAsync(Eventually.Deadline);
        shared[key] = page;
        stored.SetResult(true);
    }

    private Task<RedisValue> Get(string key) => Task.FromResult(shared.TryGetValue(key, out var page) ? (RedisValue)page : RedisValue.Null);

    private Task<bool> Set(string key, byte[] page)
    {
        var stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _coming.Writer.TryWrite((key, page, stored));
        return stored.Task;
    }

#pragma warning disable CA1852 // A proxy is made by deriving from it.
    internal class Front : DispatchProxy
#pragma warning restore CA1852
    {
        public ShelfInHand? Shelf { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IConnectionMultiplexer.GetDatabase) => Database(),
            nameof(IDatabase.StringGetAsync) => Shelf!.Get(((RedisKey)args![0]!).ToString()),
            nameof(IDatabase.StringSetAsync) => Shelf!.Set(((RedisKey)args![0]!).ToString(), (byte[])((RedisValue)args[1]!)!),
            nameof(IDatabase.KeyDeleteAsync) => Task.FromResult(true),
            nameof(IAsyncDisposable.DisposeAsync) => ValueTask.CompletedTask,
            nameof(IDisposable.Dispose) => null,
            var other => throw new NotSupportedException(other),
        };

        private IDatabase Database()
        {
            var database = DispatchProxy.Create<IDatabase, Front>();
            ((Front)(object)database).Shelf = Shelf;
            return database;
        }
    }
}
