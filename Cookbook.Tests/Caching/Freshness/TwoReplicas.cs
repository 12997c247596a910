using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// A writer on replica A and two readers, each on A or B, step by step in a given order. Nothing happens between two steps: each is
/// over when the requests that it moved have got as far as they can. The database, the tokens and their notifications are real.
/// </summary>
/// <remarks>
/// A reader's steps: <c>begin</c> (arrives, is stamped, looks into both levels), <c>read</c> (reads the database), <c>finish</c> (keeps
/// the page, answers), <c>store</c> (the second level gets the page; part of finish where it is no step of its own). The writer's:
/// <c>commit</c>, <c>ack</c> (A hears of it, and answers), <c>hear</c> (B hears of it).
/// </remarks>
internal sealed class TwoReplicas : IAsyncDisposable
{
    private readonly NotesDatabase _notes;
    private readonly Dictionary<char, Replica> _replicas = [];
    private int _note;

    private TwoReplicas(NotesDatabase notes) => _notes = notes;

    private bool IsStock { get; init; }

    /// <param name="servers">For the database.</param>
    /// <param name="orders">How many will be played; each has a note of its own.</param>
    /// <param name="stock">The stock output cache on a store that the replicas share.</param>
    /// <param name="configure">Takes a safeguard out.</param>
    public static async Task<TwoReplicas> StartAsync(TestServers servers, int orders, bool stock = false, Action<IServiceCollection>? configure = null)
    {
        var replicas = new TwoReplicas(await NotesDatabase.CreateAsync(servers, orders + 1)) { IsStock = stock };
        var (pages, store, prefix) = (new ConcurrentDictionary<string, byte[]>(), new SharedStore(), $"test-{Guid.NewGuid():N}");
        foreach (var name in "AB")
        {
            var replica = replicas._replicas[name] = await Replica.StartAsync(replicas._notes, prefix, pages, stock ? store : null, configure);

            // From now on nothing on a request's way waits for a connection.
            await replica.LookAsync("/route", orders + 1);
            replica.Line.HoldNotifications(except: name == 'A' ? null : "fence ");
        }

        return replicas;
    }

    /// <param name="order">The steps.</param>
    /// <param name="kind"><c>/route</c> or <c>/found</c>.</param>
    /// <param name="places">Where the readers are: <c>AB</c>.</param>
    /// <param name="warm">Whether both replicas have the page at first.</param>
    /// <param name="heard">The step from which on a replica must show the new text; null if that cannot be asked of it.</param>
    /// <returns>Who was shown old data that must not have been.</returns>
    public async Task<List<string>> PlayAsync(string[] order, string kind, string places, bool warm, Func<char, string> heard)
    {
        var note = ++_note;
        var address = string.Create(CultureInfo.InvariantCulture, $"{kind}/{note}");
        if (warm)
        {
            await _replicas['A'].LookAsync(kind, note);
            await _replicas['B'].LookAsync(kind, note);
        }

        var storesApart = order.Any(step => step.EndsWith("store", StringComparison.Ordinal));
        var readers = places.Select((place, i) => new Reader((i + 1).ToString(CultureInfo.InvariantCulture), place)).ToArray();
        var taken = new HashSet<string>();
        var stale = new List<string>();
        Task<HttpResponseMessage>? writing = null;
        Set(waits: true);

        foreach (var step in order)
        {
            var (a, b) = (_replicas['A'], _replicas['B']);
            var reader = readers.SingleOrDefault(reader => step.StartsWith(reader.Name, StringComparison.Ordinal));
            switch (step.Split(' ')[^1])
            {
                case "commit":
                    a.Stage.ExpectWrite();
                    writing = a.Site.Client.PutAsync(string.Create(CultureInfo.InvariantCulture, $"/write/{note}"), new StringContent("new"), Eventually.Deadline);
                    await a.Stage.Committed.Task.WaitAsync(Eventually.Deadline);
                    break;
                case "ack":
                    a.Stage.MayAnswer.SetResult();
                    if (!IsStock)
                    {
                        await a.Line.ArrivedAsync(2);
                        await a.Line.DeliverAsync(0, 1);
                    }

                    (await writing!).Dispose();
                    break;
                case "hear":
                    await b.HearAsync();
                    break;
                case "begin":
                    reader!.MustBeNew = taken.Contains(heard(reader.Place));
                    await BeginAsync(reader, address);
                    break;
                case "read":
                    if (reader!.Scene is { } scene)
                    {
                        scene.MayRead.SetResult();
                        await scene.HasRead.Task.WaitAsync(Eventually.Deadline);
                    }

                    break;
                case "finish":
                    await FinishAsync(reader!, readers);
                    if (!storesApart)
                    {
                        await StoreAsync(reader!);
                    }

                    break;
                case "store":
                    await StoreAsync(reader!);
                    break;
                default:
                    throw new InvalidOperationException(step);
            }

            taken.Add(step);
        }

        await EndAsync(readers, stale);
        foreach (var place in "AB")
        {
            if (await _replicas[place].LookAsync(kind, note) != "new")
            {
                stale.Add($"{place} in the end");
            }
        }

        return stale;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas.Values)
        {
            await replica.DisposeAsync();
        }

        await _notes.DisposeAsync();
    }

    private void Set(bool waits)
    {
        foreach (var replica in _replicas.Values)
        {
            replica.Stage.Waits = waits;
        }
    }

    /// <summary>Its request is answered, or renders, or waits for another's render.</summary>
    private async Task BeginAsync(Reader reader, string address)
    {
        var replica = _replicas[reader.Place];
        var flights = replica.Flights;
        reader.Response = replica.Site.GetAsync(address, (Stage.Reader, reader.Name));
        await replica.Stage.ParkedAsync(reader.Name);
        reader.Scene = replica.Stage.TryTake();
        if (reader.Scene is null && replica.Flights > flights)
        {
            reader.Scene = await replica.Stage.TakeAsync(Eventually.Deadline);
        }
    }

    /// <summary>Whoever waited for this render is answered too, or begins another.</summary>
    private async Task FinishAsync(Reader reader, Reader[] readers)
    {
        if (reader.Scene is null)
        {
            return;
        }

        var joined = readers.Where(other => other.Place == reader.Place && other is { Response: not null, Scene: null }).ToList();
        reader.Scene.MayRead.TrySetResult();
        reader.Scene.MayAnswer.SetResult();
        await reader.Response!;
        foreach (var other in joined)
        {
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(Eventually.Deadline);
            var another = _replicas[other.Place].Stage.TakeAsync(answered.Token);
            await Task.WhenAny(other.Response!, another);
            if (another.IsCompletedSuccessfully)
            {
                other.Scene = await another;
            }

            await answered.CancelAsync();
        }
    }

    /// <summary>If its render was kept, the shared shelf gets it.</summary>
    private async Task StoreAsync(Reader reader)
    {
        if (reader is { Response.IsCompleted: true, IsStored: false } && Replica.IsToBeStored(await reader.Response))
        {
            reader.IsStored = true;
            await _replicas[reader.Place].Shelf.StoreAsync();
        }
    }

    private async Task EndAsync(Reader[] readers, List<string> stale)
    {
        Set(waits: false);
        foreach (var reader in readers.Where(reader => reader.Response is not null))
        {
            reader.Scene?.MayRead.TrySetResult();
            reader.Scene?.MayAnswer.TrySetResult();
            using var response = await reader.Response!;
            await StoreAsync(reader);
            if (await response.Content.ReadAsStringAsync(Eventually.Deadline) != "new" && reader.MustBeNew)
            {
                stale.Add($"reader {reader.Name} on {reader.Place} ({string.Join(", ", response.Headers.TryGetValues("Cache-Status", out var status) ? status : [])})");
            }
        }
    }

    private sealed class Reader(string name, char place)
    {
        public string Name { get; } = name;

        public char Place { get; } = place;

        public bool MustBeNew { get; set; }

        public bool IsStored { get; set; }

        public Task<HttpResponseMessage>? Response { get; set; }

        public Stage.Scene? Scene { get; set; }
    }
}
