using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cookbook.Caching.Rendering;
using Cookbook.Caching.Tokens;
using Cookbook.Tests.Caching.Faults;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>One of <see cref="TwoReplicas"/>: a site whose renders, stores and notifications are in the test's hand.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly bool _stock;
    private readonly Counted? _purges;

    private Replica(NotesSite site, bool stock) => (Site, _stock, _purges) = (site, stock, stock ? null : new Counted(site, "purges"));

    public NotesSite Site { get; }

    public required Stage Stage { get; init; }

    public required ShelfInHand Shelf { get; init; }

    public required PostgresLine Line { get; init; }

    /// <summary>Renders under way.</summary>
    public int Flights => _stock ? 0 : FlightsIn(Site.Services.GetRequiredService<Flights>()).Count;

    /// <param name="notes">The database.</param>
    /// <param name="prefix">The same for both.</param>
    /// <param name="pages">The second level, for both.</param>
    /// <param name="stock">What both have in its place with the stock output cache; null for ours.</param>
    /// <param name="configure">Takes a safeguard out.</param>
    public static async Task<Replica> StartAsync(
        NotesDatabase notes, string prefix, ConcurrentDictionary<string, byte[]> pages, IOutputCacheStore? stock, Action<IServiceCollection>? configure)
    {
        var (stage, shelf, line) = (new Stage(), new ShelfInHand(pages), new PostgresLine(notes.ConnectionString));
        var site = await NotesSite.StartAsync(
            notes,
            stock: stock is not null,
            prefix: prefix,
            configure: services =>
            {
                services.AddSingleton<IStartupFilter>(stage);
                if (stock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(stock));
                }
                else
                {
                    services.AddSingleton(_ => shelf.Connection);
                }

                configure?.Invoke(services);
            },
            map: stage.Map,
            settings: [("ConnectionStrings:notes", line.ConnectionString), ("OutputCaching:LeaseWait", "00:00:00"), ("OutputCaching:RedisBudget", "00:01:00")]);
        if (stock is null)
        {
            await Eventually.IsTrue("the tokens are known", () => site.Services.GetRequiredService<TokenBook>().Sure is not null);
        }

        return new Replica(site, stock is not null) { Stage = stage, Shelf = shelf, Line = line };
    }

    /// <summary>Returns when the one notification that is held has been delivered and heard.</summary>
    public async Task HearAsync()
    {
        if (_purges is not null)
        {
            await Line.ArrivedAsync(1);
            var heard = _purges.NextAsync();
            await Line.DeliverAsync(0);
            await heard;
        }
    }

    public async Task<string> LookAsync(string kind, int note)
    {
        using var response = await Site.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{kind}/{note}"));
        if (IsToBeStored(response))
        {
            await Shelf.StoreAsync();
        }

        return await response.Content.ReadAsStringAsync(Eventually.Deadline);
    }

    public static bool IsToBeStored(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Cache-Status", out var status) && status.Single().Contains("; stored", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        Stage.MayAnswer.TrySetResult();
        _purges?.Dispose();
        await Line.DisposeAsync();
        await Site.DisposeAsync();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_flights")]
    private static extern ref ConcurrentDictionary<string, Flight> FlightsIn(Flights flights);
}
