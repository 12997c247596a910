using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.OutputCaching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// Readers and writers of every kind at once, on two replicas with the real Postgres and Redis, by a random schedule. A note's text is a
/// number that only grows, so what a response shows tells how old it is.
/// </summary>
/// <remarks>
/// What must be shown is noted down before each request is sent. A write that a replica has acknowledged is noted for that replica at
/// once; for the other, and for a write that nobody acknowledges (psql), when its book has the token that the write left in the
/// database: then its notification has arrived. The stock cache has no such thing; of it only what is acknowledged is asked, and on
/// the replica that did.
/// </remarks>
public sealed class TakingRandomOrders(TestServers servers)
{
    private const int Notes = 2;

    private static int Schedules => Environment.GetEnvironmentVariable("COOKBOOK_LONG_TESTS") == "1" ? 10_000 : 500;

    [Fact]
    public async Task Nobody_is_shown_old_data()
    {
        await using var run = await Run.StartAsync(servers, stock: false);
#pragma warning disable CA5394 // A die is all that is needed.
        var first = Random.Shared.Next();
#pragma warning restore CA5394
        for (var seed = first; seed < first + Schedules; seed++)
        {
            var stale = await run.PlayAsync(seed);

            Assert.True(stale.IsEmpty, $"Seed {seed}: {string.Join("; ", stale)}\n{run.Complaints}");
        }

        Assert.True(run.Reads > Schedules);
        Assert.True(run.Hits > run.Reads / 20, $"Only {run.Hits} of {run.Reads} responses came from the cache.");
    }

    [Fact]
    public async Task The_stock_cache_shows_old_data()
    {
        await using var run = await Run.StartAsync(servers, stock: true);
        for (var seed = 1; seed <= 500; seed++)
        {
            if (!(await run.PlayAsync(seed)).IsEmpty)
            {
                return;
            }
        }

        Assert.Fail("Not once in 500 schedules.");
    }

    private sealed class Run : IAsyncDisposable
    {
        private static readonly string[] Points = ["before read", "after read"];

        private readonly NotesDatabase _notes;
        private readonly NotesSite[] _sites;
        private readonly bool _stock;
        private readonly SemaphoreSlim[] _writing = [new(1), new(1)];
        private readonly int[] _written = new int[Notes];
        private readonly int[,] _floor = new int[2, Notes];
        private readonly ConcurrentDictionary<string, int> _byTag = new();
        private readonly ConcurrentQueue<string> _stale = new();

        private Run(NotesDatabase notes, NotesSite[] sites, bool stock) => (_notes, _sites, _stock) = (notes, sites, stock);

        /// <summary>What the replicas last complained of.</summary>
        public string Complaints => string.Join(
            '\n', _sites.SelectMany(site => site.Log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal)).TakeLast(5)));

        public int Reads { get; private set; }

        public int Hits { get; private set; }

        public static async Task<Run> StartAsync(TestServers servers, bool stock)
        {
            // So many that a write to all of them falls back to one token for everything.
            var notes = await NotesDatabase.CreateAsync(servers, notes: 1_100);
            var prefix = $"test-{Guid.NewGuid():N}";
            var sites = new NotesSite[2];
            for (var i = 0; i < sites.Length; i++)
            {
                sites[i] = await NotesSite.StartAsync(
                    notes, servers.Redis, stock, prefix, services => services.Configure<RedisOutputCacheOptions>(redis => redis.InstanceName = prefix),
                    settings: ("OutputCaching:LeaseWait", "00:00:00.050"));
                if (!stock)
                {
                    await Eventually.IsTrue("the tokens are known", () => sites[i].Services.GetRequiredService<TokenBook>().Sure is not null);
                }
            }

            var run = new Run(notes, sites, stock);
            run.Number(0);
            return run;
        }

        public async Task<ConcurrentQueue<string>> PlayAsync(int seed)
        {
#pragma warning disable CA5394 // The schedule must be the same for the same seed.
            var random = new Random(seed);
            var under = new List<Task>();
            for (var step = random.Next(6, 16); step > 0; step--)
            {
                var site = random.Next(2);
                var note = random.Next(Notes);
                switch (random.Next(20))
                {
                    case < 10:
                        under.Add(ReadAsync(site, random.Next(2) == 0 ? $"/notes/{note + 1}" : "/shelf", random.Next(4)));
                        break;
                    case < 13:
                        under.Add(WriteAsync(note, number => _sites[site].WriteAsync(note + 1, number), site));
                        break;
                    case 13 when !_stock:
                        under.Add(WriteAsync(note, number => _notes.ExecuteAsync($"UPDATE note SET text = '{number}' WHERE id = {note + 1}"), null));
                        break;
                    case 14 when !_stock:
                        under.Add(_notes.ExecuteAsync($"DO $$ BEGIN UPDATE note SET text = '-1' WHERE id = {note + 1}; RAISE unique_violation; EXCEPTION WHEN unique_violation THEN END $$"));
                        break;
                    case 15 when !_stock && random.Next(8) == 0:
                        under.Add(WriteAsync(note, number => _notes.ExecuteAsync($"UPDATE note SET text = CASE WHEN id = {note + 1} THEN '{number}' ELSE text END"), null));
                        break;
                    case < 18:
                        // Who waits at a gate that is closed a second time would wait for ever.
                        var point = Points[random.Next(2)];
                        _sites[site].Gates.Open(point);
                        _sites[site].Gates.Close(point);
                        break;
                    case 18:
                        _sites[site].Gates.Open(Points[random.Next(2)]);
                        break;
                    default:
                        await Task.WhenAny([.. under, Task.Delay(random.Next(3))]);
                        break;
                }
            }
#pragma warning restore CA5394

            foreach (var site in _sites)
            {
                site.Gates.OpenAll();
            }

            await Task.WhenAll(under);
            return _stale;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var site in _sites)
            {
                await site.DisposeAsync();
            }

            await _notes.DisposeAsync();
            Array.ForEach(_writing, writing => writing.Dispose());
        }

        /// <summary>The text of the number; and remembers what the entity tags of pages with it will be.</summary>
        private string Number(int number)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            _byTag[TagOf(text)] = number;
            return text;
        }

        private static string TagOf(string text) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12))}\"";

        private async Task WriteAsync(int note, Func<string, Task> write, int? acknowledges)
        {
            await _writing[note].WaitAsync(Eventually.Deadline);
            try
            {
                var number = ++_written[note];
                await write(Number(number));
                if (acknowledges is { } site)
                {
                    _floor[site, note] = number;
                }

                if (!_stock)
                {
                    await HeardAsync(note, number);
                }
            }
            finally
            {
                _writing[note].Release();
            }
        }

        private async Task HeardAsync(int note, int number)
        {
            await using var connection = await _notes.OpenAsync();
            await using var command = connection.CreateCommand();
            int[] slots = [TokenSchema.All, TokenSchema.SlotOf($"note:{note + 1}")];
            command.CommandText = $"SELECT token FROM cache_token WHERE slot IN ({slots[0]}, {slots[1]}) ORDER BY slot";
            var tokens = new List<long>();
            await using (var reader = await command.ExecuteReaderAsync(Eventually.Deadline))
            {
                while (await reader.ReadAsync(Eventually.Deadline))
                {
                    tokens.Add(reader.GetInt64(0));
                }
            }

            for (var site = 0; site < _sites.Length; site++)
            {
                var book = _sites[site].Services.GetRequiredService<TokenBook>();
                while (!(book.Sure is { } sure && sure[slots[0]] >= tokens[0] && sure[slots[1]] >= tokens[1]))
                {
                    await Task.Delay(1, Eventually.Deadline);
                }

                _floor[site, note] = number;
            }
        }

        private async Task ReadAsync(int site, string address, int how)
        {
            int[] floor = [_floor[site, 0], _floor[site, 1]];
            var isShelf = address == "/shelf";
            var note = isShelf ? -1 : address[^1] - '1';
            using var response = how switch
            {
                0 when !isShelf => await _sites[site].SendAsync(HttpMethod.Head, address),
                1 when !isShelf => await _sites[site].GetAsync(address, ("If-None-Match", TagOf(_written[note].ToString(CultureInfo.InvariantCulture)))),
                _ => await _sites[site].GetAsync(address),
            };
            var text = await response.Content.ReadAsStringAsync(Eventually.Deadline);
            var status = response.Headers.TryGetValues("Cache-Status", out var values) ? values.Single() : "";
            Reads++;
            Hits += status.Contains("hit", StringComparison.Ordinal) ? 1 : 0;

            // Without a body only an entity tag says how old a response is, and one that is not from the cache has none.
            if (text.Length == 0 && (_stock || (response.Headers.ETag is null && status.Contains("fwd=bypass", StringComparison.Ordinal))))
            {
                return;
            }

            int[] shown = isShelf ? [.. text.Split(' ').Select(Parse)]
                : text.Length == 0 ? [_byTag[response.Headers.ETag!.Tag]]
                : [Parse(text)];
            for (var i = 0; i < shown.Length; i++)
            {
                var least = floor[isShelf ? i : note];
                if (shown[i] < least)
                {
                    _stale.Enqueue($"{response.RequestMessage!.Method} {address} on replica {site} showed {shown[i]}, and {least} was known before ({(int)response.StatusCode}, {status})");
                }
            }
        }

        private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
