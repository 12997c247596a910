using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

/// <summary>The soak's own code for some seconds. <c>dotnet run -c Release --project Cookbook.Benchmarks -- --soak</c> does it for longer.</summary>
[Collection(nameof(Alone))]
public sealed class SoakingBriefly
{
    [Fact]
    public async Task Nothing_is_stale_or_wrong_while_servers_and_a_replica_go_away_and_come_back()
    {
        var result = await SoakBenchmark.RunAsync(
            new SoakOptions
            {
                Length = TimeSpan.FromSeconds(8),
                Rate = 60,
                Writes = 0.1,
                Recipes = 30,
                Phases =
                [
                    SoakPhase.Calm, SoakPhase.RedisStopped, SoakPhase.RedisBack, SoakPhase.PostgresHung, SoakPhase.PostgresAnswers,
                    SoakPhase.PostgresStopped, SoakPhase.PostgresBack, SoakPhase.ReplicaKilled,
                ],
            },
            Eventually.Deadline);

        Assert.True(result.Failures.Count == 0, SoakReport.Markdown(result));
        Assert.True(result.Total(Count.MarkedStale) > 0, SoakReport.Markdown(result));
        Assert.True(result.Total(Count.NotModified) > 0, SoakReport.Markdown(result));
    }
}
