using System.Collections.Concurrent;
using System.Diagnostics;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class RecordingSpans(TestServers databases)
{
    [Fact]
    public async Task Each_step_is_a_span()
    {
        var spans = await RecordAsync(worker => worker.RunAsync(), "sample");

        Assert.Equal(["lock", "migrate", "make first administrator", "load fixture", "seed", "update database"], spans.Select(span => span.OperationName));
        Assert.NotEqual(0, Assert.IsType<int>(spans[1].GetTagItem("cookbook.migrations.applied")));
        Assert.NotEqual(0, Assert.IsType<int>(spans[3].GetTagItem("cookbook.fixture.records")));
        Assert.Equal("sample", spans[4].GetTagItem("cookbook.seed"));
        Assert.All(spans, span => Assert.NotEqual(ActivityStatusCode.Error, span.Status));
    }

    [Fact]
    public async Task A_failure_stands_in_its_span()
    {
        var spans = await RecordAsync(
            async worker =>
            {
                await worker.RunAsync();
                return await worker.LoadAsync(Fixture(Ingredient(1, 1, 1)));
            },
            "none");

        var failed = spans.Where(span => span.Status is ActivityStatusCode.Error).ToList();
        Assert.Equal(["load fixture", "loaddata"], failed.Select(span => span.OperationName));
        Assert.All(failed, span => Assert.Equal("exception", Assert.Single(span.Events).Name));
    }

    private async Task<List<Activity>> RecordAsync(Func<Worker, Task<WorkerEnd>> work, string seed)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Cookbook.MigrationService",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        // Other tests run workers at the same time; this one's spans are those of its trace.
        using var test = new Activity("test").Start();
        await work(new Worker(await databases.CreateDatabaseAsync(TestContext.Current.CancellationToken)) { Seed = seed });
        return [.. ended.Where(span => span.TraceId == test.TraceId)];
    }
}
