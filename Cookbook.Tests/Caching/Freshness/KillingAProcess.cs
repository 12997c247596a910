
namespace Cookbook.Tests.Caching.Freshness;

/// <summary>One of the site's two processes is killed, as by the kernel: it can say nothing and do nothing any more.</summary>
public sealed class KillingAProcess(TestServers servers)
{
    [Fact]
    public async Task The_other_goes_on_serving_and_so_does_another_in_its_place()
    {
        await using var recipes = await MovingRecipes.CreateAsync(servers);
        await using var processes = await TwoProcesses.StartAsync(servers.Redis, recipes.Database.ConnectionString);
        var witness = new Witness(recipes, processes.Sites);

        for (var round = 0; round < (LongTests.AreOn ? 10 : 1); round++)
        {
            // In the middle of its work: requests, renders, leases and stores.
            var (dying, living) = (round % 2, 1 - (round % 2));
            using var dead = new CancellationTokenSource();
            var visiting = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => VisitAsync(processes.Sites[dying], dead.Token)));
            await PlayAsync(10, only: living);
            await Task.WhenAll(processes.KillAsync(dying), PlayAsync(20, only: living));
            await dead.CancelAsync();
            await visiting;
            await PlayAsync(20, only: living);

            await processes.StartAgainAsync(dying);
            await witness.FenceAsync(dying);
            foreach (var address in Witness.Addresses)
            {
                await witness.ReadAsync(dying, address);
            }

            await PlayAsync(20, only: null);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{witness.Reads} pages, {witness.Hits} of them hits, {witness.Shared} out of Redis");

        async Task PlayAsync(int schedules, int? only)
        {
            for (var seed = 1; seed <= schedules; seed++)
            {
                await RecipeSchedule.PlayAsync(seed, recipes, witness, only);
                Assert.True(witness.Wrong.IsEmpty, $"Seed {seed}: {string.Join("; ", witness.Wrong)}");
            }
        }
    }

    /// <summary>The site writes nothing but tokens itself: the command that empties the cache. What it must purge is written past the triggers.</summary>
    [Fact]
    public async Task What_it_had_committed_and_not_yet_answered_makes_pages_stale()
    {
        await using var recipes = await MovingRecipes.CreateAsync(servers);
        await using var line = new PostgresLine(recipes.Database.ConnectionString);
        await using var processes = await TwoProcesses.StartAsync(servers.Redis, line.ConnectionString, recipes.Database.ConnectionString);
        var (dying, living) = (processes.Sites[0], processes.Sites[1]);
        Assert.Contains("recipe-0-0-", await ReadAsync(living), StringComparison.Ordinal);
        await recipes.Database.ExecuteAsync("ALTER TABLE recipe DISABLE TRIGGER USER; UPDATE recipe SET description = 'recipe-0-1-100' WHERE slug = 'dish-0'; ALTER TABLE recipe ENABLE TRIGGER USER");
        using (var fenced = await living.PostAsync("/nowhere", null, Eventually.Deadline))
        {
            Assert.Contains("recipe-0-0-", await ReadAsync(living), StringComparison.Ordinal);
        }

        // It has committed, for it is told of its own purge; and cannot answer before it has heard of that, which it never does.
        line.HoldNotifications();
        var flushing = dying.PostAsync("/admin/cache/flush", null, Eventually.Deadline);
        await line.ArrivedAsync(2);
        await processes.KillAsync(0);

        await Assert.ThrowsAsync<HttpRequestException>(() => flushing);
        await Eventually.IsTrue("the other shows it", async () => (await ReadAsync(living)).Contains("recipe-0-1-", StringComparison.Ordinal), seconds: 2);
    }

    private static Task<string> ReadAsync(HttpClient site) => site.GetStringAsync("/recipes/dish-0", Eventually.Deadline);

    /// <summary>What it gets to see makes no difference.</summary>
    private static async Task VisitAsync(HttpClient site, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            try
            {
                using var response = await site.GetAsync(Witness.Addresses[i % Witness.Addresses.Length], Eventually.Deadline);
            }
            catch (HttpRequestException)
            {
                // Nobody is there any more.
                await Task.Yield();
            }
        }
    }
}
