using System.Globalization;
using Cookbook.Tests.Web;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A process that ends stores what is on its way to Redis first: the other replicas would render it again.</summary>
public sealed class StoringWhatWaits(TestServers servers)
{
    private const int Pages = 5;

    [Fact]
    public async Task What_waits_when_the_process_is_told_to_end_is_in_Redis_when_it_has_ended()
    {
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var line = Line.ToRedis(servers.Redis);
        await using var keys = await RedisKeys.OpenAsync(servers.Redis, prefix);
        await using var notes = await NotesDatabase.CreateAsync(servers, Pages);
        var site = await NotesSite.StartAsync(
            notes, line.ConnectionString, prefix: prefix, settings: [("OutputCaching:RedisBudget", "00:00:30"), ("OutputCaching:RenderTimeout", "00:05:00")]);
        site.Gates.Close("before read");
        var pages = Enumerable.Range(1, Pages).Select(note => site.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/notes/{note}"))).ToList();
        await Eventually.IsTrue("each has its lease", async () => (await keys.AllAsync()).Count(key => key.Contains(":lease:", StringComparison.Ordinal)) == Pages);

        // From here on nothing reaches Redis.
        line.Hold();
        site.Gates.OpenAll();
        await Task.WhenAll(pages);
        var ends = site.DisposeAsync().AsTask();
        Assert.False(ends.IsCompleted);
        line.Mend();
        await ends.WaitAsync(Eventually.Deadline);

        Assert.Equal(Pages, (await keys.HasPagesAsync(Pages)).Count);
    }
}
