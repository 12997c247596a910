using System.Net;

namespace Cookbook.Tests.Web;

public sealed class LosingPostgres(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/recipes/dal-tadka")]
    public async Task A_page_that_needs_Postgres_says_so_and_when_to_come_back(string address)
    {
        using var nowhere = new ClosedPort();
        await using var site = new WebSite(nowhere.Postgres, sample.Redis).Start();

        using var response = await site.GetAsync(address);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var page = await response.ReadHtmlAsync();
        Assert.Equal("The recipes cannot be reached just now", page.QuerySelector("h1")?.TextContent);
        Assert.DoesNotContain("Npgsql", page.Source.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", page.Source.Text, StringComparison.Ordinal);
        Assert.Single(site.Log.Lines, line => line.Contains("Postgres cannot be reached", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_outage_itself_is_not_kept()
    {
        using var nowhere = new ClosedPort();
        await using var cut = new WebSite(nowhere.Postgres, sample.Redis).Start();
        using var outage = await cut.GetAsync("/");
        await using var whole = sample.Start(("OutputCaching:Prefix", cut.Prefix));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, outage.StatusCode);
        Assert.False(await whole.IsHitAsync("/"));
    }

    [Fact]
    public async Task A_cached_page_is_served_without_Postgres()
    {
        await using var whole = sample.Start();
        await whole.ReadAsync("/cookbook/");
        using var nowhere = new ClosedPort();
        await using var cut = new WebSite(nowhere.Postgres, sample.Redis, ("OutputCaching:Prefix", whole.Prefix)).Start();

        Assert.True(await cut.IsHitAsync("/cookbook/"));
    }

    /// <summary>It is not taken out: it has pages to serve.</summary>
    [Fact]
    public async Task The_site_is_alive_and_ready_and_not_healthy()
    {
        using var nowhere = new ClosedPort();
        await using var site = new WebSite(nowhere.Postgres, sample.Redis).Start();

        using var health = await site.GetAsync("/health");
        using var ready = await site.GetAsync("/ready");
        using var alive = await site.GetAsync("/alive");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync(CancellationToken));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task What_needs_no_Postgres_is_answered()
    {
        using var nowhere = new ClosedPort();
        await using var site = new WebSite(nowhere.Postgres, sample.Redis).Start();

        using var plate = await site.GetAsync("/plates/dal-tadka.svg");
        using var impossible = await site.GetAsync("/recipes/No_slug");

        Assert.Equal(HttpStatusCode.OK, plate.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, impossible.StatusCode);
    }
}
