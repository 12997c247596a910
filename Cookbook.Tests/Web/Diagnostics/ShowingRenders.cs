using System.Diagnostics;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Caching.Faults;
using Cookbook.Tests.Web.Admin;
using Cookbook.Web.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>What rendering took is shown whoever the page is for: everybody, one visitor, or those who come later.</summary>
public sealed class ShowingRenders(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("false", "a", "disabled")]
    [InlineData("true", "b", "cookie")]
    public async Task A_page_that_is_rendered_for_one_visitor_says_what_that_took(string enabled, string cookie, string why)
    {
        await using var site = sample.WithToolbar(("OutputCaching:Enabled", enabled));
        (string, string)[] headers = why == "cookie" ? [("Cookie", $"{cookie}=1")] : [];
        var (trace, id) = await site.RecordAsync("/cookbook/", headers);

        var page = await site.ReadRecordAsync(id);

        var render = Assert.Single(trace.Spans, span => span.DisplayName == "page render");
        Assert.Equal(trace.Request.SpanId, render.ParentSpanId);
        Assert.Equal("Cookbook", render.GetTagItem("cache.policy"));
        Assert.All(trace.Sql, span => Assert.Equal(render.SpanId, span.ParentSpanId));
        Assert.Equal($"Render {Shown.Milliseconds(render.Duration)}", page.Text(".totals .render"));
        Assert.StartsWith($"bypass, {why}.", page.Text(".why"), StringComparison.Ordinal);
    }

    /// <summary>Then nobody knows for whom else it would be.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_does_one_while_the_tokens_are_in_doubt(bool fails)
    {
        await using var line = Line.ToPostgres(sample.Database);
        await using var site = new WebSite(line.ConnectionString, null, Toolbar.On) { Environment = "Development" }.Start();
        site.Pages.Add("/test/burnt", _ => fails ? throw new InvalidOperationException("burnt onions") : Task.CompletedTask);
        await site.ReadAsync("/cookbook/");
        await line.CutAsync();

        var (trace, id) = await site.RecordAsync("/test/burnt");

        var render = Assert.Single(trace.Spans, span => span.DisplayName == "page render");
        Assert.Equal((trace.Request.SpanId, fails ? ActivityStatusCode.Error : ActivityStatusCode.Unset), (render.ParentSpanId, render.Status));
        Assert.Equal($"Render {Shown.Milliseconds(render.Duration)}", (await site.ReadRecordAsync(id)).Text(".totals .render"));
    }

    [Fact]
    public async Task So_does_an_administrator_s()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis, Toolbar.On);
        var administrator = await site.BrowseAsAsync(Role.Administrator);
        using var response = await administrator.GetAsync("/cookbook/");

        await Eventually.IsTrue(
            "the render is shown",
            async () => (await administrator.ReadAsync($"/toolbar/{response.RecordId()}")).Text(".totals .render").EndsWith(" ms", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_render_for_one_visitor_that_fails_is_an_error()
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/burnt", _ => throw new InvalidOperationException("burnt onions"));

        var (trace, _) = await site.RecordAsync("/test/burnt", ("Cookie", "a=b"));

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(trace.Spans, span => span.DisplayName == "page render").Status);
    }

    [Fact]
    public async Task A_refresh_in_the_background_is_shown_with_the_request_that_began_it()
    {
        var clock = new Clock();
        await using var site = new WebSite(sample.Database, sample.Redis, Toolbar.On, ("OutputCaching:Jitter", "0"))
        {
            Environment = "Development",
            Adjust = services => services.AddSingleton<TimeProvider>(clock),
        }.Start();
        await site.RecordAsync("/cookbook/");
        clock.Advance(TimeSpan.FromSeconds(901));

        var (_, id) = await site.RecordAsync("/cookbook/");

        await Eventually.IsTrue("the refresh has joined", async () => (await site.ReadRecordAsync(id)).Text(".totals .render") != "Render –");
        var page = await site.ReadRecordAsync(id);
        Assert.StartsWith("stale, stale-while-revalidate.", page.Text(".why"), StringComparison.Ordinal);
        Assert.InRange(page.Sql(), 1, 2);
        var below = page.QuerySelectorAll(".time-line th.d0 .word, .time-line th.d1 .word").Select(word => word.TextContent);

        // Looked for, found too old, and served all the same.
        Assert.Equal(["request", "cache", "cache", "render"], below);
        var (_, later) = await site.RecordAsync("/cookbook/");
        Assert.Equal("Render –", (await site.ReadRecordAsync(later)).Text(".totals .render"));
    }
}
