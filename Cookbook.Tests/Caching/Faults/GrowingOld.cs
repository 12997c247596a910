using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Cookbook.Tests.Caching.Freshness;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A page's lifetimes: fresh, then refreshed in the background, then only for the case of failure; by the clock, not the time of day.</summary>
public sealed class GrowingOld(TestServers servers)
{
    private const string Refreshing = "detail=stale-while-revalidate";
    private const string StandingIn = "detail=stale-if-error";

    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Clock _clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Past_its_lifetime_a_page_is_served_while_one_render_refreshes_it(bool firstLevel)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, firstLevel: firstLevel);
        await KeptAsync(site, "/notes/1");

        _clock.Advance(Ttl - Second);
        Assert.Matches("; hit; ttl=1; detail=l[12]$", await site.StatusAsync("/notes/1"));

        _clock.Advance(Second);
        site.Gates.Close("before read");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"cookbook; hit; ttl=0; {Refreshing}", await site.StatusAsync("/notes/1"));
        }

        await site.Gates.ReachedAsync("before read");
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
        site.Gates.OpenAll();

        await Eventually.IsTrue("it is fresh", async () => Regex.IsMatch(await site.StatusAsync("/notes/1"), "; hit; ttl=(900|899); detail=l[12]$"));

        // From Redis alone, whoever looked just before the page was there may begin one more.
        Assert.InRange(site.Gates.RendersOf("/notes/1"), 2, firstLevel ? 2 : 3);
    }

    [Fact]
    public async Task Past_that_too_a_visitor_waits_for_the_render()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes);
        await KeptAsync(site, "/notes/1");

        _clock.Advance(Ttl + Refresh);
        site.Gates.Close("before read");
        var waits = site.StatusAsync("/notes/1");
        await site.Gates.ReachedAsync("before read");
        Assert.False(waits.IsCompleted);
        site.Gates.OpenAll();
        Assert.Equal("cookbook; fwd=stale; stored", await waits);
    }

    /// <summary>Only age is forgiven.</summary>
    [Fact]
    public async Task What_a_write_made_stale_is_not_served_while_it_is_refreshed()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes);
        await KeptAsync(site, "/notes/1");

        _clock.Advance(Ttl + Second);
        await site.WriteAsync(1, "new");

        Assert.Equal("new", await site.ReadAsync("/notes/1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refresh_that_overlaps_a_write_loses_to_it(bool readAgain)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes);
        await KeptAsync(site, "/notes/1");
        _clock.Advance(Ttl + Second);
        site.Gates.Close("after read");
        Assert.EndsWith(Refreshing, await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
        await site.Gates.ReachedAsync("after read");

        // The refresh has read the old text and stands still; the render after the write does not.
        await site.WriteAsync(1, "new");
        var refresh = site.Gates.Lift("after read");
        if (readAgain)
        {
            _clock.Advance(Second);
            Assert.Equal("new", await site.ReadAsync("/notes/1"));
        }

        refresh.SetResult();
        await Eventually.IsTrue("the refresh has ended", () => site.Gates.RendersOf("/notes/1") == (readAgain ? 3 : 2));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("new", await site.ReadAsync("/notes/1"));
        }

        // What was rendered after the write is still there: the refresh has not taken its place.
        Assert.Equal(3, site.Gates.RendersOf("/notes/1"));
    }

    /// <summary>The counterparts: a request that knows of no write, and a refresh that is stamped after it has read.</summary>
    [Fact]
    public async Task Without_its_tokens_what_a_write_made_stale_would_be_served_while_it_is_refreshed()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, configure: WrongTokens.Frozen);
        await KeptAsync(site, "/notes/1");

        _clock.Advance(Ttl + Second);
        await site.WriteAsync(1, "new");

        Assert.Equal("0", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task Stamped_after_reading_a_refresh_that_overlaps_a_write_would_win()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, configure: WrongTokens.Late);
        await KeptAsync(site, "/notes/1");
        _clock.Advance(Ttl + Second);
        site.Gates.Close("after read");
        await site.StatusAsync("/notes/1");
        await site.Gates.ReachedAsync("after read");

        await site.WriteAsync(1, "new");
        var former = site.InMemory("/notes/1");
        Assert.NotNull(former);
        site.Gates.Open("after read");

        // Not by asking for it: who asks before it is kept renders the page too, and rightly.
        await Eventually.IsTrue("the refresh is kept", () => site.InMemory("/notes/1") != former);
        Assert.Equal("0", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task A_refresh_that_fails_is_not_tried_again_by_every_visitor()
    {
        var page = new TestPage();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, page: page);
        await KeptAsync(site, TestPage.Address);
        _clock.Advance(Ttl);
        page.Fails();

        Assert.EndsWith(Refreshing, await site.StatusAsync(TestPage.Address), StringComparison.Ordinal);
        await Eventually.IsTrue("it was tried", () => page.Tries == 2);
        for (var i = 0; i < 20; i++)
        {
            using var response = await site.GetAsync(TestPage.Address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.InRange(page.Tries, 2, 4);
        page.Says("mended");
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        await Eventually.IsTrue("it is fresh", async () => await site.ReadAsync(TestPage.Address) == "mended");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_good_copy_stands_in_for_a_day_and_no_longer(bool firstLevel)
    {
        var page = new TestPage();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, firstLevel: firstLevel, page: page);
        await KeptAsync(site, TestPage.Address);
        page.Fails();

        _clock.Advance(Ttl + Refresh);
        Assert.Equal($"cookbook; hit; ttl=-60; {StandingIn}", await site.StatusAsync(TestPage.Address));
        _clock.Advance(TimeSpan.FromHours(24) - Second);
        Assert.Equal($"cookbook; hit; ttl=-86459; {StandingIn}", await site.StatusAsync(TestPage.Address));

        _clock.Advance(Second);
        using var response = await site.GetAsync(TestPage.Address);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Lifetimes_differ_by_a_tenth_at_most()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers, notes: 60);
        await using var site = await StartAsync(notes, jitter: "0.1");
        var lifetimes = new List<long>();
        for (var i = 1; i <= 60; i++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"/notes/{i}");
            await site.ReadAsync(address);
            lifetimes.Add(long.Parse(Regex.Match(await site.StatusAsync(address), "ttl=([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture));
        }

        Assert.All(lifetimes, lifetime => Assert.InRange(lifetime, 809, 900));
        Assert.True(lifetimes.Max() - lifetimes.Min() > 30, "Sixty pages of nearly one lifetime are no chance.");
    }

    [Theory]
    [InlineData(36)]
    [InlineData(-36)]
    public async Task In_memory_a_page_s_age_does_not_depend_on_the_time_of_day(int hours)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, redis: false);
        await KeptAsync(site, "/notes/1");
        _clock.Advance(TimeSpan.FromMinutes(5));

        _clock.Set(TimeSpan.FromHours(hours));

        using (var hit = await site.GetAsync("/notes/1"))
        {
            Assert.Equal("cookbook; hit; ttl=600; detail=l1", Assert.Single(hit.Headers.GetValues("Cache-Status")));
            Assert.Equal(TimeSpan.FromMinutes(5), hit.Headers.Age);
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.EndsWith(Refreshing, await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    /// <summary>In Redis the time of day is all there is. Set forward it ages pages, set back it makes them incredible: both are misses.</summary>
    [Theory]
    [InlineData(36)]
    [InlineData(-36)]
    public async Task In_Redis_a_page_from_another_time_of_day_is_rendered_anew_and_never_wrong(int hours)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, firstLevel: false);
        await KeptAsync(site, "/notes/1");

        _clock.Set(TimeSpan.FromHours(hours));
        Assert.StartsWith("cookbook; fwd=uri-miss", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);

        await Eventually.IsTrue("it is kept again", async () => (await site.StatusAsync("/notes/1")).EndsWith("ttl=900; detail=l2", StringComparison.Ordinal));
        await site.WriteAsync(1, "new");
        Assert.Equal("new", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task In_Redis_a_page_that_is_dated_a_little_ahead_is_as_young_as_can_be()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, firstLevel: false);
        await KeptAsync(site, "/notes/1");

        _clock.Set(TimeSpan.FromSeconds(-20));

        using var response = await site.GetAsync("/notes/1");
        Assert.Equal("cookbook; hit; ttl=900; detail=l2", Assert.Single(response.Headers.GetValues("Cache-Status")));
        Assert.Equal(TimeSpan.Zero, response.Headers.Age);
    }

    private static async Task KeptAsync(NotesSite site, string address)
    {
        var began = site.Gates.RendersOf(address);
        await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync(address)).Contains("; hit;", StringComparison.Ordinal));
        Assert.InRange(site.Gates.RendersOf(address) - began, 0, 1);
    }

    /// <summary>Without jitter, so that a second before is before and a second after is after.</summary>
    private Task<NotesSite> StartAsync(
        NotesDatabase notes, bool redis = true, bool firstLevel = true, TestPage? page = null, string jitter = "0", Action<IServiceCollection>? configure = null) =>
        NotesSite.StartAsync(
            notes,
            redis ? servers.Redis : null,
            configure: services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                configure?.Invoke(services);
            },
            map: page is null ? null : page.Map,
            settings: [("OutputCaching:Jitter", jitter), ("OutputCaching:FirstLevelBytes", firstLevel ? "1000000" : "0")]);
}
