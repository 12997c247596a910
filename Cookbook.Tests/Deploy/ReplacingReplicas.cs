using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Cookbook.Tests.Data;
using Cookbook.Tests.MigrationService;
using Cookbook.Tests.Web;
using Npgsql;

namespace Cookbook.Tests.Deploy;

/// <summary>A deployment as visitors see it: nothing. Real processes behind a balancer, replaced one by one while they are asked.</summary>
public sealed class ReplacingReplicas(TestServers servers)
{
    private const int Visitors = 6;

    private static readonly string[] Addresses =
        ["/", "/cookbook/", "/cookbook/?page=2", "/recipes/dal-tadka", "/cookbook/?page=4", "/cookbook/?page=3", "/favicon.svg"];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(Balancer.Learns.ByProbes))]
    [InlineData(nameof(Balancer.Learns.ByRefusals))]
    public async Task Under_load_no_request_fails(string learns)
    {
        var database = await RecipeDatabase.CreateAsync(servers, "sample");
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var balancer = await Balancer.StartAsync(Enum.Parse<Balancer.Learns>(learns), CancellationToken);
        var replicas = new Queue<SiteProcess>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            replicas.Enqueue(await StartAsync(database, prefix, "old"));
            balancer.Add(replicas.Last().Address);
        }

        var failures = new ConcurrentBag<string>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var asked = new int[Visitors];
        var visitors = Enumerable.Range(0, Visitors).Select(visitor => Task.Run(() => VisitAsync(balancer, visitor, asked, failures, ends.Token), CancellationToken)).ToList();
        for (var i = 0; i < 2; i++)
        {
            var added = await StartAsync(database, prefix, "new");
            replicas.Enqueue(added);
            balancer.Add(added.Address);

            var before = asked.Sum();
            var old = replicas.Dequeue();
            await old.DisposeAsync();
            balancer.Remove(old.Address);

            // Some more, of those that remain.
            await Eventually.IsTrue("visitors go on", () => asked.Sum() > before + 200);
        }

        await ends.CancelAsync();
        await Task.WhenAll(visitors);
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{asked.Sum()} requests");
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Old_and_new_share_Redis_and_read_none_of_each_others_pages()
    {
        var database = await RecipeDatabase.CreateAsync(servers, "sample");
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var old = await StartAsync(database, prefix, "old");
        await using var other = await StartAsync(database, prefix, "new");
        await using var redis = await RedisKeys.OpenAsync(servers.Redis, prefix);
        using var client = new HttpClient();

        var first = await StatusAsync(client, old);
        await redis.HasPagesAsync(1);
        var second = await StatusAsync(client, other);
        await redis.HasPagesAsync(2);

        Assert.EndsWith("stored", first, StringComparison.Ordinal);
        Assert.EndsWith("stored", second, StringComparison.Ordinal);

        // A write makes both stale, whoever has written.
        await database.ExecuteAsync("UPDATE recipe SET name = 'Dal of tomorrow' WHERE slug = 'dal-tadka'");
        foreach (var site in (SiteProcess[])[old, other])
        {
            await Eventually.IsTrue("the write shows", async () =>
                (await client.GetStringAsync(new Uri(site.Address, "/recipes/dal-tadka"), CancellationToken)).Contains("Dal of tomorrow", StringComparison.Ordinal));
        }
    }

    /// <summary>A visitor's page hangs on a table that is locked; meanwhile its replica is told to go.</summary>
    [Fact]
    public async Task A_request_that_has_been_taken_is_answered_before_its_replica_goes()
    {
        var database = await RecipeDatabase.CreateAsync(servers, "sample");
        var site = await StartAsync(database, $"test-{Guid.NewGuid():N}", "old", drain: "00:00:01");
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(site.Address, "/"), CancellationToken)).Dispose();

        await using var other = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync(CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE recipe IN ACCESS EXCLUSIVE MODE", CancellationToken);
        var waits = client.GetAsync(new Uri(site.Address, "/recipes/dal-tadka"), CancellationToken);
        await other.UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'recipe'::regclass)", CancellationToken);

        var ends = site.DisposeAsync().AsTask();
        await Eventually.IsTrue("nobody else is let in", async () =>
        {
            try
            {
                using var newcomer = new HttpClient();
                (await newcomer.GetAsync(new Uri(site.Address, "/alive"), CancellationToken)).Dispose();
                return false;
            }
            catch (HttpRequestException)
            {
                return true;
            }
        });
        Assert.False(waits.IsCompleted);
        await transaction.RollbackAsync(CancellationToken);

        using var answer = await waits;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ends;
    }

    private static async Task VisitAsync(Balancer balancer, int visitor, int[] asked, ConcurrentBag<string> failures, CancellationToken ends)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = balancer.Address };
        for (var i = visitor; !ends.IsCancellationRequested; i++)
        {
            // Every tenth is an address that nobody has asked for: a page to be rendered.
            var address = i % 10 == 0 ? string.Create(CultureInfo.InvariantCulture, $"/recipes/nowhere-{visitor}-{i}") : Addresses[i % Addresses.Length];
            var expected = i % 10 == 0 ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            try
            {
                using var response = await client.GetAsync(address, CancellationToken.None);
                await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                if (response.StatusCode != expected)
                {
                    failures.Add($"{address}: {(int)response.StatusCode}");
                }
            }
            catch (HttpRequestException exception)
            {
                failures.Add($"{address}: {exception.Message}");
            }

            Interlocked.Increment(ref asked[visitor]);
        }
    }

    /// <summary>
    /// As in the image it drains for five seconds: a balancer that asks five times a second has mostly seen it in one; on a busy machine it has not.
    /// </summary>
    private Task<SiteProcess> StartAsync(RecipeDatabase database, string prefix, string build, string drain = "00:00:05") => SiteProcess.StartAsync(
        ("ConnectionStrings__cookbookdb", database.ConnectionString),
        ("ConnectionStrings__cache", servers.Redis),
        ("OutputCaching__Prefix", prefix),
        ("OutputCaching__Build", build),
        ("Draining__Delay", drain));

    private static async Task<string> StatusAsync(HttpClient client, SiteProcess site)
    {
        using var response = await client.GetAsync(new Uri(site.Address, "/recipes/dal-tadka"), CancellationToken);
        return Assert.Single(response.Headers.GetValues("Cache-Status"));
    }
}
