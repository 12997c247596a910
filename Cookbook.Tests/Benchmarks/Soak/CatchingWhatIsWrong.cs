using System.Net;
using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

/// <summary>A check that cannot fail proves nothing: what the soak must find is planted here.</summary>
public sealed class CatchingWhatIsWrong
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_current_page_is_right()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 1, 1, 1) };
        site.Write(LongAgo);
        await site.AskAsync();
        Assert.Equal((0, 0, 0, 1), (site[Count.Stale], site[Count.Wrong], site[Count.Late], site[Count.Memory]));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public async Task A_page_with_a_part_that_was_replaced_long_ago_is_stale(int description, int line, int step)
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, description, line, step) };
        site.Write(LongAgo);
        await site.AskAsync();
        Assert.Equal(1, site[Count.Stale]);
        Assert.Contains("shows Mark", Assert.Single(site.Run.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_replaced_elsewhere_a_moment_ago_is_late_and_on_the_replica_that_answered_the_write_stale()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 0, 0, 0) };
        site.Write(TimeSpan.FromMilliseconds(20));
        await site.AskAsync();
        Assert.Equal((1, 0), (site[Count.Late], site[Count.Stale]));

        site.Run.Log.Fence(0, site.Run.Log.Acknowledged());
        await site.AskAsync();
        Assert.Equal((1, 1), (site[Count.Late], site[Count.Stale]));
    }

    [Fact]
    public async Task The_last_good_copy_that_says_so_is_counted_apart()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 0, 0, 0, "cookbook; hit; ttl=-1; detail=stale-if-error") };
        site.Write(LongAgo);
        await site.AskAsync();
        Assert.Equal((1, 0), (site[Count.MarkedStale], site[Count.Stale]));
    }

    [Fact]
    public async Task A_confirmation_of_a_copy_that_is_not_current_is_stale()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(0, 0, 0, 0) };
        await site.AskAsync();
        site.Answer = request =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.NotModified);
            response.Headers.ETag = Assert.Single(request.Headers.IfNoneMatch);
            return response;
        };
        await site.AskAsync(conditional: true);
        Assert.Equal((1, 0), (site[Count.NotModified], site[Count.Stale]));

        site.Write(LongAgo);
        await site.AskAsync(conditional: true);
        Assert.Equal((2, 1), (site[Count.NotModified], site[Count.Stale]));
    }

    [Fact]
    public async Task Another_recipes_page_or_a_version_that_never_was_is_wrong()
    {
        using var site = new PlantedSite { Answer = _ => PlantedSite.Page(1, 0, 0, 0) };
        await site.AskAsync();
        Assert.Equal(1, site[Count.Wrong]);
        site.Answer = _ => PlantedSite.Page(0, 7, 7, 7);
        await site.AskAsync();
        Assert.Equal(2, site[Count.Wrong]);
    }

    [Fact]
    public async Task A_body_that_is_cut_short_or_not_that_of_its_entity_tag_is_wrong()
    {
        using var site = new PlantedSite();
        site.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>desc-0-0 line-0-0 step-0-0") };
        await site.AskAsync();
        Assert.Equal(1, site[Count.Wrong]);

        site.Answer = _ => PlantedSite.Page(0, 0, 0, 0);
        await site.AskAsync();
        site.Answer = _ =>
        {
            var response = PlantedSite.Page(0, 0, 0, 0);
            response.Content = new StringContent("<html>desc-0-0 line-0-0 step-0-0 </html>");
            return response;
        };
        await site.AskAsync();
        Assert.Equal(2, site[Count.Wrong]);
    }

    [Fact]
    public async Task A_body_that_is_no_brotli_is_wrong()
    {
        using var site = new PlantedSite();
        site.Answer = _ =>
        {
            var response = PlantedSite.Page(0, 0, 0, 0);
            response.Content = new ByteArrayContent([.. Enumerable.Repeat((byte)0xff, 64)]);
            response.Content.Headers.ContentEncoding.Add("br");
            return response;
        };

        await site.AskAsync();

        Assert.Equal(1, site[Count.Wrong]);
        Assert.Contains("on replica 1 (200, cookbook; hit; ttl=800; detail=l1) cannot be unpacked", Assert.Single(site.Run.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_is_forgiven_for_what_was_not_in_the_cache_while_Postgres_is_away()
    {
        using var site = new PlantedSite { Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) };
        await site.AskAsync();
        Assert.Equal((1, 0), (site[Count.Errors], site[Count.OutageErrors]));

        site.Run.PostgresAway.Begin();
        await site.AskAsync();
        Assert.Equal((1, 1), (site[Count.Errors], site[Count.OutageErrors]));

        site.Answer = _ => PlantedSite.Page(0, 0, 0, 0);
        await site.AskAsync();
        site.Answer = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        await site.AskAsync();
        Assert.Equal((2, 1), (site[Count.Errors], site[Count.OutageErrors]));
    }

    [Fact]
    public async Task Junk_that_succeeds_is_wrong_and_silence_is_no_answer()
    {
        using var site = new PlantedSite { Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) };
        await site.AskAsync(new Question(0, "/recipes/nowhere") { IsJunk = true });
        Assert.Equal(1, site[Count.Wrong]);

        site.Answer = _ => throw new HttpRequestException("gone");
        await site.AskAsync();
        Assert.Equal((1, 0), (site[Count.Unanswered], site[Count.Away]));
        site.Run.Replicas[0].Away.Begin();
        await site.AskAsync();
        Assert.Equal((1, 1), (site[Count.Unanswered], site[Count.Away]));
    }
}
