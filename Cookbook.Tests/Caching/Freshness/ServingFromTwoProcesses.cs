using System.Diagnostics;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// The real site in two processes of the operating system, with the real Postgres and Redis: readers of every page and writers of every
/// table at once, by random schedules. See <see cref="Witness"/> for what must be shown.
/// </summary>
public sealed class ServingFromTwoProcesses(TestServers servers)
{
    private static readonly int Schedules = LongTests.AreOn ? 10_000 : 250;

    [Fact]
    public async Task Nobody_is_shown_old_data()
    {
        await using var recipes = await MovingRecipes.CreateAsync(servers);
        await using var processes = await TwoProcesses.StartAsync(servers.Redis, recipes.Database.ConnectionString);
        var witness = new Witness(recipes, processes.Sites);
#pragma warning disable CA5394 // A die is all that is needed.
        var first = Random.Shared.Next();
#pragma warning restore CA5394
        var began = Stopwatch.GetTimestamp();
        for (var seed = first; seed < first + Schedules; seed++)
        {
            await RecipeSchedule.PlayAsync(seed, recipes, witness);

            Assert.True(witness.Wrong.IsEmpty, $"Seed {seed}: {string.Join("; ", witness.Wrong)}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Schedules} schedules in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {recipes.Committed.Sum()} writes, {witness.Reads} pages, {witness.Hits} of them hits, {witness.Shared} out of Redis");
        Assert.True(witness.Reads > Schedules);
        Assert.True(witness.Hits > witness.Reads / 20, $"Only {witness.Hits} of {witness.Reads} pages came from the cache.");
        Assert.True(witness.Shared > 0, "None came out of Redis.");
        await MeasureAsync(recipes, witness);
    }

    [Fact]
    public async Task Where_a_table_has_no_trigger_old_data_are_shown()
    {
        await using var recipes = await MovingRecipes.CreateAsync(servers);
        await recipes.Database.ExecuteAsync("ALTER TABLE ingredient DISABLE TRIGGER USER");
        await using var processes = await TwoProcesses.StartAsync(servers.Redis, recipes.Database.ConnectionString);

        await ShowsOldDataAsync(recipes, processes);
    }

    [Fact]
    public async Task Where_notifications_are_lost_old_data_are_shown()
    {
        await using var recipes = await MovingRecipes.CreateAsync(servers);
        await using var line = new PostgresLine(recipes.Database.ConnectionString);
        await using var processes = await TwoProcesses.StartAsync(servers.Redis, recipes.Database.ConnectionString, line.ConnectionString);
        line.HoldNotifications(except: "fence ");

        await ShowsOldDataAsync(recipes, processes);
    }

    private static async Task ShowsOldDataAsync(MovingRecipes recipes, TwoProcesses processes)
    {
        var witness = new Witness(recipes, processes.Sites);
        for (var seed = 1; seed <= 500 && witness.Wrong.IsEmpty; seed++)
        {
            await RecipeSchedule.PlayAsync(seed, recipes, witness);

            // The plainest schedule of all, so that what is shown does not hang on how busy the machine is.
            await witness.ReadAsync(0, "/recipes/dish-0");
            await recipes.WriteAsync(0, text: false, line: true, tag: false);
            await witness.FenceAsync(0);
            await witness.ReadAsync(0, "/recipes/dish-0");
        }

        Assert.Contains(witness.Wrong, wrong => wrong.Contains("was known", StringComparison.Ordinal));
    }

    /// <summary>From the end of the commit, by somebody else, to the end of the first answer with it; on both, which are asked without a pause.</summary>
    private static async Task MeasureAsync(MovingRecipes recipes, Witness witness)
    {
        var lags = new List<double>();
        for (var i = 0; i < (LongTests.AreOn ? 500 : 50); i++)
        {
            await Task.WhenAll(witness.ReadAsync(0, "/recipes/dish-0"), witness.ReadAsync(1, "/recipes/dish-0"));
            await recipes.WriteAsync(0, text: true, line: true, tag: false);
            var (committed, number) = (Stopwatch.GetTimestamp(), recipes.Committed[0]);
            lags.AddRange(await Task.WhenAll(ShownAsync(0), ShownAsync(1)));

            async Task<double> ShownAsync(int site)
            {
                while (!MovingRecipes.Read((await witness.ReadAsync(site, "/recipes/dish-0"))!).Pieces.Contains((0, number)))
                {
                    Assert.True(witness.Wrong.IsEmpty, string.Join("; ", witness.Wrong));
                }

                return Stopwatch.GetElapsedTime(committed).TotalMilliseconds;
            }
        }

        lags.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"from commit to page: p50 {lags[lags.Count / 2]:0.0} ms, p99 {lags[^(1 + (lags.Count / 100))]:0.0} ms, most {lags[^1]:0.0} ms of {lags.Count}");
    }
}
