using System.Diagnostics;
using System.Threading.Channels;
using Cookbook.Caching.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Store;

/// <summary>Pages on their way to the second level: nobody waits for Redis to store one. What comes when the queue is full is not stored.</summary>
internal sealed class StoreQueue : BackgroundService
{
    private readonly SecondLevel _second;
    private readonly Channel<Order> _orders;

    public StoreQueue(SecondLevel second, CacheMeter meter, IOptions<CoherentOutputCacheOptions> options)
    {
        _second = second;
        _orders = Channel.CreateBounded<Order>(
            new BoundedChannelOptions(options.Value.StoreQueue) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            order =>
            {
                meter.StoreDropped();
                _ = order.Lease is null ? Task.CompletedTask : second.ReleaseAsync(order.Lease);
            });
    }

    /// <param name="key">The page's key.</param>
    /// <param name="page">The page.</param>
    /// <param name="lease">The render whose lease ends when the page is there for others to find; null if there is none.</param>
    public void Add(string key, CachedPage page, string? lease) =>
        _orders.Writer.TryWrite(new Order(key, page, lease, Activity.Current?.Context ?? default));

    /// <summary>What waits is stored before the process ends: the other replicas would render it again.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _orders.Writer.TryComplete();
        if (ExecuteTask is { } reading)
        {
            await reading.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _second.ConnectAsync();
        await foreach (var order in _orders.Reader.ReadAllAsync(CancellationToken.None))
        {
            using var span = CacheTelemetry.Source.StartActivity("cache store", ActivityKind.Internal, order.Parent);
            span?.SetTag("cache.policy", order.Page.Policy);
            var stored = await _second.KeepAsync(order.Key, order.Page);
            span?.SetTag("cache.stored", stored);
            if (order.Lease is not null)
            {
                await _second.ReleaseAsync(order.Lease);
            }
        }
    }

    private sealed record Order(string Key, CachedPage Page, string? Lease, ActivityContext Parent);
}
