using System.Diagnostics;
using Cookbook.Caching;
using Cookbook.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web;

/// <summary>What the tutorial shows in its dashboard: a page costs SQL once, and then nothing, or one GET where another process rendered it.</summary>
public sealed class TracingRequests(TestServers servers, SampleSite sample) : IClassFixture<SampleSite>
{
    public static TheoryData<string> Addresses => ["/", "/cookbook/", "/recipes/dal-tadka"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_miss_asks_Redis_and_then_Postgres(string address)
    {
        await using var site = sample.Start();

        var miss = await site.TraceAsync(address);

        var lookup = Assert.Single(miss.Spans, span => span.DisplayName == "cache lookup");
        var render = Assert.Single(miss.Spans, span => span.DisplayName == "cache render");
        Assert.Equal([miss.Request.SpanId, miss.Request.SpanId], [lookup.ParentSpanId, render.ParentSpanId]);
        Assert.InRange(miss.Sql.Count, 1, 2);
        Assert.All(miss.Sql, span => Assert.Equal(render.SpanId, span.ParentSpanId));
        Assert.Equal(["GET"], miss.RedisSpans.Where(span => span.ParentSpanId == lookup.SpanId).Select(span => span.DisplayName));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_hit_in_memory_asks_neither(string address)
    {
        await using var site = sample.Start();
        await site.TraceAsync(address);

        var hit = await site.TraceAsync(address);

        var lookup = Assert.Single(hit.Spans, span => span != hit.Request);
        Assert.Equal("cache lookup", lookup.DisplayName);
        Assert.Equal(hit.Request.SpanId, lookup.ParentSpanId);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_hit_in_Redis_is_one_GET_and_no_SQL(string address)
    {
        await using var site = sample.Start(("OutputCaching:FirstLevelBytes", "0"));
        await site.TraceAsync(address);
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);
        await redis.HasPagesAsync(1);

        var hit = await site.TraceAsync(address);

        var lookup = Assert.Single(hit.Spans, span => span.DisplayName == "cache lookup");
        var get = Assert.Single(hit.RedisSpans);
        Assert.Equal("GET", get.DisplayName);
        Assert.Equal(lookup.SpanId, get.ParentSpanId);
        Assert.Empty(hit.Sql);
        Assert.Equal(3, hit.Spans.Count);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_that_a_write_has_made_stale_is_looked_up_once_and_rendered(string address)
    {
        await using var site = sample.Start(("OutputCaching:FirstLevelBytes", "0"));
        await site.TraceAsync(address);
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);
        await redis.HasPagesAsync(1);
        await site.Services.GetRequiredService<OutputCachePurge>().TagsAsync(["recipes", $"page:{address}"], TestContext.Current.CancellationToken);

        var stale = await site.TraceAsync(address);

        var lookup = Assert.Single(stale.Spans, span => span.DisplayName == "cache lookup");
        Assert.Equal("stale", lookup.GetTagItem("cache.result"));
        Assert.NotNull(lookup.GetTagItem("cache.policy"));
        Assert.Single(stale.RedisSpans, span => span.DisplayName == "GET" && span.ParentSpanId == lookup.SpanId);
        Assert.DoesNotContain(stale.RedisSpans, span => span.DisplayName == "GET" && span.ParentSpanId == stale.Request.SpanId);
        Assert.Single(stale.Spans, span => span.DisplayName == "cache render");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Without_the_cache_each_request_asks_Postgres_and_none_asks_Redis(string address)
    {
        await using var site = sample.Start(("OutputCaching:Enabled", "false"));

        var first = await site.TraceAsync(address);
        var second = await site.TraceAsync(address);

        Assert.Empty(first.RedisSpans);
        Assert.Empty(second.RedisSpans);
        Assert.InRange(first.Sql.Count, 1, 2);
        Assert.Equal(first.Sql.Select(Statement), second.Sql.Select(Statement));
    }

    [Fact]
    public async Task More_recipes_do_not_mean_more_commands()
    {
        var few = await RecipeDatabase.CreateAsync(servers);
        await few.AddAsync(RecipeDatabase.Recipe("Dal tadka", 0, "200 g of lentils"), RecipeDatabase.Recipe("Toast"));
        await using var small = new WebSite(few.ConnectionString, servers.Redis).Start();
        await using var large = sample.Start();

        foreach (var address in Addresses)
        {
            var ofTwo = await small.TraceAsync(address);
            var ofSixty = await large.TraceAsync(address);
            Assert.Equal(ofTwo.Sql.Select(Statement), ofSixty.Sql.Select(Statement));
        }
    }

    [Fact]
    public async Task A_command_s_span_says_what_was_asked_and_whom()
    {
        await using var site = sample.Start();

        var trace = await site.TraceAsync("/recipes/dal-tadka");

        Assert.All(trace.Sql, span =>
        {
            Assert.Equal("postgresql", span.GetTagItem("db.system.name"));
            Assert.Contains("FROM ", Statement(span), StringComparison.Ordinal);
        });

        // The request's own look; whose lease was slow to come looks once more.
        var get = trace.RedisSpans.First(span => span.DisplayName == "GET");
        Assert.Equal(ActivityKind.Client, get.Kind);
        Assert.Equal("redis", get.GetTagItem("db.system.name"));
        Assert.Equal("GET", get.GetTagItem("db.operation.name"));
        Assert.NotNull(get.GetTagItem("server.address"));
        Assert.True(get.StartTimeUtc >= trace.Request.StartTimeUtc);
        Assert.InRange(get.Duration, TimeSpan.FromTicks(1), trace.Request.Duration);
    }

    [Fact]
    public async Task Probes_leave_no_trace()
    {
        await using var site = sample.Start();
        var trace = ActivityTraceId.CreateRandom();
        var parent = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01";

        using var alive = await site.GetAsync("/alive", ("traceparent", parent));
        using var ready = await site.GetAsync("/ready", ("traceparent", parent));
        using var health = await site.GetAsync("/health", ("traceparent", parent));
        await site.TraceAsync("/");

        Assert.DoesNotContain(site.Spans.Of(trace), span => span.Kind == ActivityKind.Server);
    }

    private static string Statement(Activity span) => Assert.IsType<string>(span.GetTagItem("db.query.text"));
}
