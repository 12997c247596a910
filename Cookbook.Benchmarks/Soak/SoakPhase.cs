namespace Cookbook.Benchmarks.Soak;

/// <summary>A stretch of time, and what happens to the system when it begins.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Weight">Its share of the whole length.</param>
/// <param name="BeginAsync">What happens; the traffic goes on meanwhile, and is counted to this phase.</param>
internal sealed record SoakPhase(string Name, int Weight, Func<SoakSystem, CancellationToken, Task> BeginAsync)
{
    public static SoakPhase Calm { get; } = new("calm", 10, (_, _) => Task.CompletedTask);

    public static SoakPhase RedisStopped { get; } = new("Redis stopped", 8, (system, end) => system.StopRedisAsync(end));

    public static SoakPhase RedisBack { get; } = new("Redis back", 8, (system, end) => system.StartRedisAsync(end));

    public static SoakPhase RedisHung { get; } = new("Redis hung", 8, (system, _) => system.HangRedisAsync());

    public static SoakPhase RedisAnswers { get; } = new("Redis answers", 6, (system, _) => system.ReleaseRedisAsync());

    public static SoakPhase PostgresStopped { get; } = new("Postgres stopped", 8, (system, end) => system.StopPostgresAsync(end));

    public static SoakPhase PostgresBack { get; } = new("Postgres back", 8, (system, end) => system.StartPostgresAsync(end));

    public static SoakPhase PostgresHung { get; } = new("Postgres hung", 10, (system, _) => system.HangPostgresAsync());

    public static SoakPhase PostgresAnswers { get; } = new("Postgres answers", 8, (system, _) => system.ReleasePostgresAsync());

    public static SoakPhase BothStopped { get; } = new("both stopped", 8, async (system, end) =>
    {
        await system.StopRedisAsync(end);
        await system.StopPostgresAsync(end);
    });

    public static SoakPhase BothBack { get; } = new("both back", 8, async (system, end) =>
    {
        await system.StartPostgresAsync(end);
        await system.StartRedisAsync(end);
    });

    public static SoakPhase ReplicaKilled { get; } = new("a replica killed", 5, (system, end) => system.KillAsync(replica: 1, end));

    public static SoakPhase ReplicaReplaced { get; } = new("the replica replaced", 10, (system, end) => system.ReplaceAsync(replica: 1, end));

    /// <summary>Everything that a run does, in its order.</summary>
    public static IReadOnlyList<SoakPhase> All { get; } =
    [
        Calm,
        RedisStopped, RedisBack, RedisHung, RedisAnswers,
        PostgresStopped, PostgresBack, PostgresHung, PostgresAnswers,
        BothStopped, BothBack,
        ReplicaKilled, ReplicaReplaced,
        Calm with { Name = "calm again" },
    ];
}
