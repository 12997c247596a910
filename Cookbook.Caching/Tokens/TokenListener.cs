using System.Collections.Concurrent;
using Cookbook.Caching.Resilience;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cookbook.Caching.Tokens;

/// <summary>
/// Keeps the book: listens, then reads the whole table, then follows the notifications. On a silent line it asks for a sign of life
/// every few seconds; when the line is lost the book is doubted at once, and all begins again.
/// </summary>
/// <remarks>The connection must reach Postgres itself: behind a pooler that shares connections between transactions nothing is heard.</remarks>
internal sealed class TokenListener(
    TokenBook book,
    TokenTable table,
    TokenLine line,
    IOptions<CoherentOutputCacheOptions> options,
    CacheMeter meter,
    ILogger<TokenListener> logger) : BackgroundService
{
    private const string FencePrefix = "fence ";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SpareThreads _spare = new(options.Value.ConcurrentRenders + options.Value.TokenConnections);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _fences = new();
    private volatile CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _sure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hears;
    private bool _complained;

    /// <summary>
    /// Returns when this process knows of every write that committed before the call. Notifications arrive in the order of the commits,
    /// so a message of our own that comes back has overtaken none of them. If it does not come back in time, the book is doubted.
    /// </summary>
    public async Task CatchUpAsync()
    {
        // Who does not listen yet reads all tokens after this. Who does may have read them already, even if the book is not sure yet.
        if (!_hears)
        {
            return;
        }

        var fence = FencePrefix + Guid.NewGuid().ToString("N");
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fences[fence] = heard;
        try
        {
            using var budget = new CancellationTokenSource(options.Value.TokenBudget);
            await table.NotifyAsync(fence, budget.Token).WaitAsync(budget.Token);
            await heard.Task.WaitAsync(budget.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or IOException)
        {
            Lose();
        }
        finally
        {
            _fences.TryRemove(fence, out _);
        }
    }

    /// <summary>First the tokens, then the requests; but not for longer than a question to Postgres may take.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await _sure.Task.WaitAsync(options.Value.TokenBudget, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var lost = _lost = new CancellationTokenSource();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lost.Token);
            try
            {
                await FollowAsync(end.Token);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                if (!_complained && !stoppingToken.IsCancellationRequested)
                {
                    _complained = true;
                    logger.LineLost(exception.Message);
                }
            }
            finally
            {
                _hears = false;
                Doubt();
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _spare.Remove();
    }

    /// <summary>Doubts the book and begins again.</summary>
    private void Lose()
    {
        Doubt();
        _lost.Cancel();
    }

    /// <summary>Whoever waits to hear of a write need not wait: from now on the tokens are read with each request.</summary>
    private void Doubt()
    {
        book.Doubt();
        _spare.Add();
        foreach (var fence in _fences.Values)
        {
            fence.TrySetResult();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var early = new List<SlotToken>();
        var reading = true;
        var doubts = book.Doubts;

        await using var connection = line.Create();
        connection.Notification += (_, notification) =>
        {
            if (notification.Channel != TokenSchema.Channel)
            {
                return;
            }

            if (_fences.TryGetValue(notification.Payload, out var fence))
            {
                fence.TrySetResult();
            }
            else if (notification.Payload.StartsWith(FencePrefix, StringComparison.Ordinal))
            {
                // Another replica's.
            }
            else if (!SlotToken.TryParse(notification.Payload, out var changes))
            {
                // Not ours, or from another time; the only safe meaning is that something has changed.
                logger.NotUnderstood(notification.Payload);
                Lose();
            }
            else if (reading)
            {
                early.AddRange(changes);
            }
            else
            {
                book.Apply(changes);
                meter.Purged(changes.Count);
            }
        };

        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"LISTEN {TokenSchema.Channel}", cancellationToken);
        _hears = true;
        var all = await TokenTable.ReadAllAsync(connection, cancellationToken);
        reading = false;
        book.Replace(all, early, doubts);
        _spare.Remove();
        logger.Listening(all.Count);
        _complained = false;
        _sure.TrySetResult();

        while (true)
        {
            if (!await connection.WaitAsync(options.Value.Heartbeat, cancellationToken))
            {
                await BeatAsync(connection, cancellationToken);
            }
        }
    }

    private async Task BeatAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var alive = ExecuteAsync(connection, TokenLine.Beat, cancellationToken);
        try
        {
            await alive.WaitAsync(options.Value.TokenBudget, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Npgsql takes its time to give a connection up: it tries to tell the server, over another one that hangs as well.
            // Until then nothing is heard, so the book is doubted now; an answer that comes late does not mend that.
            Doubt();
            await alive;
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Both are constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
