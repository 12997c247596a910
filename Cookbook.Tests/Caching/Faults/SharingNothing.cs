namespace Cookbook.Tests.Caching.Faults;

/// <summary>Sites of one Redis have their pages in common if prefix, version and build are the same; else nothing.</summary>
public sealed class SharingNothing(TestServers servers)
{
    [Theory]
    [InlineData("OutputCaching:Build", "blue", "green")]
    [InlineData("OutputCaching:Prefix", "one", "two")]
    [InlineData("OutputCaching:Version", "1", "2")]
    public async Task Another_build_prefix_or_version_shares_nothing(string setting, string one, string other)
    {
        var unique = $"{Guid.NewGuid():N}";
        if (setting.EndsWith("Prefix", StringComparison.Ordinal))
        {
            (one, other) = (one + unique, other + unique);
        }

        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var first = await StartAsync(notes, unique, setting, one);
        await using var second = await StartAsync(notes, unique, setting, other);
        await using var third = await StartAsync(notes, unique, setting, one);
        await Eventually.IsTrue("the page is shared", async () => (await first.StatusAsync("/notes/1")).Contains("l2", StringComparison.Ordinal));

        Assert.StartsWith("cookbook; fwd=uri-miss", await second.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Equal(1, second.Gates.RendersOf("/notes/1"));

        // The counterpart: with the same value it is found.
        Assert.EndsWith("detail=l2", await third.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Equal(0, third.Gates.RendersOf("/notes/1"));
    }

    [Fact]
    public async Task A_render_of_one_build_does_not_wait_for_another_s()
    {
        var unique = $"{Guid.NewGuid():N}";
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var blue = await StartAsync(notes, unique, "OutputCaching:Build", "blue");
        await using var green = await StartAsync(notes, unique, "OutputCaching:Build", "green");
        blue.Gates.Close("before read");
        var held = blue.ReadAsync("/notes/1");
        await blue.Gates.ReachedAsync("before read");

        Assert.Equal("0", await green.ReadAsync("/notes/1").WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));

        blue.Gates.OpenAll();
        Assert.Equal("0", await held);
    }

    private Task<NotesSite> StartAsync(NotesDatabase notes, string prefix, string setting, string value) => NotesSite.StartAsync(
        notes,
        servers.Redis,
        prefix: prefix,
        settings: [("OutputCaching:FirstLevelBytes", "0"), ("OutputCaching:LeaseWait", "00:00:30"), (setting, value)]);
}
