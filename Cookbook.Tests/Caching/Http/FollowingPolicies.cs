using System.Net;
using Cookbook.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Http;

/// <summary>The words of the stock policies keep their meaning. Each page says what it was rendered from, and how often.</summary>
public sealed class FollowingPolicies(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task By_default_every_query_key_and_the_host_tell_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapCounted("/page", EchoAsync).CacheOutput(policy => policy.Coherent()));

        Assert.Equal("?a=1 #1", await site.ReadAsync("/page?a=1"));
        Assert.Equal("?a=2 #2", await site.ReadAsync("/page?a=2"));
        Assert.Equal("?a=1&b=2 #3", await site.ReadAsync("/page?b=2&a=1"));
        Assert.Equal("?a=1&b=2 #3", await site.ReadAsync("/page?A=1&b=2"));
        Assert.Equal("?a=1 #1", await site.ReadAsync("/page?a=1"));
        Assert.Equal("?a=1 #4", await BodyAsync(site, "/page?a=1", ("Host", "other.example")));
        Assert.Equal("?a=1 #4", await BodyAsync(site, "/page?a=1", ("Host", "OTHER.example")));
    }

    [Fact]
    public async Task Only_declared_query_keys_tell_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapPage("/page", EchoAsync, policy => policy.SetVaryByQuery("page", "sort")));

        Assert.Equal("?page=2&sort=name #1", await site.ReadAsync("/page?sort=name&utm=x&page=2"));
        Assert.Equal("?page=2&sort=name #1", await site.ReadAsync("/page?page=2&sort=name"));
        Assert.Equal("?page=2&page=3 #2", await site.ReadAsync("/page?page=2&page=3"));
        Assert.Equal("?page=2,3 #3", await site.ReadAsync("/page?page=2,3"));
        Assert.Equal(" #4", await site.ReadAsync("/page?utm=y"));
        Assert.Equal(" #4", await site.ReadAsync("/page"));
        Assert.Contains("detail=l1", await site.StatusAsync("/page?utm=z"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_header_tells_pages_apart_and_is_named_in_Vary()
    {
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => WriteAsync(context, context.Request.Headers["X-Theme"].ToString()), policy => policy.SetVaryByHeader("X-Theme")));

        Assert.Equal("dark #1", await BodyAsync(site, "/page", ("X-Theme", "dark")));
        Assert.Equal("light #2", await BodyAsync(site, "/page", ("X-Theme", "light")));
        Assert.Equal(" #3", await BodyAsync(site, "/page"));
        using var hit = await site.GetAsync("/page", ("x-theme", "dark"));
        Assert.Contains("detail=l1", hit.Status(), StringComparison.Ordinal);
        Assert.Equal("Accept-Encoding, x-theme", hit.Header("Vary"));
        Assert.Equal("dark #1", await hit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_declared_host_tells_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => WriteAsync(context, context.Request.Host.Host), policy => policy.SetVaryByHost(true)));

        Assert.Equal("one.example #1", await BodyAsync(site, "/page", ("Host", "one.example")));
        Assert.Equal("two.example #2", await BodyAsync(site, "/page", ("Host", "two.example")));
        Assert.Equal("one.example #1", await BodyAsync(site, "/page", ("Host", "one.example")));
    }

    [Fact]
    public async Task A_value_of_the_policy_s_own_tells_pages_apart_though_only_the_policy_knows_it()
    {
        var season = "summer";
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => WriteAsync(context, season), policy => policy.VaryByValue(_ => KeyValuePair.Create("season", season))));

        Assert.Equal("summer #1", await site.ReadAsync("/page"));
        season = "winter";
        Assert.Equal("winter #2", await site.ReadAsync("/page"));
        season = "summer";
        Assert.Equal("summer #1", await site.ReadAsync("/page"));
        Assert.Contains("hit", await site.StatusAsync("/page"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_under_a_base_path_are_pages_of_their_own(bool outside)
    {
        Action<WebApplication> use = app => app.UsePathBase("/base");
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            outside: outside ? use : null,
            between: outside ? null : use,
            map: app => app.MapPage("/page", context => WriteAsync(context, context.Request.PathBase + "|" + context.Request.Path)));

        Assert.Equal("/base|/page #1", await site.ReadAsync("/base/page"));
        Assert.Equal("|/page #2", await site.ReadAsync("/page"));
        Assert.Equal("/base|/page #1", await site.ReadAsync("/base/page"));
        Assert.Equal("|/page #2", await site.ReadAsync("/page"));
        Assert.Contains("detail=l1", await site.StatusAsync("/base/page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stock_attribute_may_add_to_a_named_policy()
    {
        await using var site = await StartAsync(app => app.MapCounted("/notes-of/{id}", EchoAsync)
            .WithMetadata(new OutputCacheAttribute { PolicyName = "Narrow", Duration = 40, Tags = ["of:{id}", "attribute"], VaryByQueryKeys = ["page"] }));

        Assert.Equal("?page=1 #1", await site.ReadAsync("/notes-of/7?page=1&x=1"));
        Assert.Equal("?page=2 #2", await site.ReadAsync("/notes-of/7?page=2"));
        Assert.Matches("^cookbook; hit; ttl=3[0-9]; detail=l1$", await site.StatusAsync("/notes-of/7?page=1"));

        await EvictAsync(site, "attribute");
        Assert.Equal("?page=1 #3", await site.ReadAsync("/notes-of/7?page=1"));
        await EvictAsync(site, "of:7");
        Assert.Equal("?page=1 #4", await site.ReadAsync("/notes-of/7?page=1"));
        await EvictAsync(site, "of:8");
        Assert.Equal("?page=1 #4", await site.ReadAsync("/notes-of/7?page=1"));
    }

    [Fact]
    public async Task The_stock_attribute_may_forbid_what_a_named_policy_allows()
    {
        await using var site = await StartAsync(app => app.MapCounted("/page", EchoAsync)
            .WithMetadata(new OutputCacheAttribute { PolicyName = "Narrow", NoStore = true }));

        Assert.Equal(" #1", await site.ReadAsync("/page"));
        Assert.Equal(" #2", await site.ReadAsync("/page"));
        Assert.Equal("cookbook; fwd=bypass; detail=no-policy", await site.StatusAsync("/page"));
    }

    [Fact]
    public async Task A_base_policy_is_for_every_page()
    {
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            configure: services => services.Configure<OutputCacheOptions>(cache => cache.AddBasePolicy(policy => policy.SetVaryByQuery([]).Coherent())),
            map: app => app.MapCounted("/base", EchoAsync));

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/base?x=1"), await site.ReadAsync("/base")]);
    }

    [Fact]
    public async Task A_tag_that_is_found_behind_the_first_bytes_counts()
    {
        await using var site = await StartAsync(app => app.MapPage("/page", async context =>
        {
            await context.Response.WriteAsync("first ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Features.Get<IOutputCacheFeature>()!.Context.Tags.Add("late");
            await EchoAsync(context);
        }));

        Assert.Equal("first  #1", await site.ReadAsync("/page"));
        Assert.Equal("first  #1", await site.ReadAsync("/page"));
        await EvictAsync(site, "late");
        Assert.Equal("first  #2", await site.ReadAsync("/page"));
    }

    [Fact]
    public async Task A_purge_by_hand_reaches_tags_or_everything()
    {
        await using var site = await StartAsync(app =>
        {
            app.MapPage("/a", EchoAsync, policy => policy.Tag("a"));
            app.MapPage("/b", EchoAsync, policy => policy.Tag("b"));
        });
        var purge = site.Services.GetRequiredService<OutputCachePurge>();
        await BothAsync(" #1", " #1");

        await purge.TagsAsync(["a", "c"], TestContext.Current.CancellationToken);
        await BothAsync(" #2", " #1");
        await purge.EverythingAsync(TestContext.Current.CancellationToken);
        await BothAsync(" #3", " #2");

        async Task BothAsync(string a, string b) => Assert.Equal((a, b), (await site.ReadAsync("/a"), await site.ReadAsync("/b")));
    }

    [Fact]
    public async Task A_policy_that_does_not_end_with_Coherent_keeps_nothing_and_is_told_once()
    {
        await using var site = await StartAsync(app =>
        {
            app.MapCounted("/one", EchoAsync).CacheOutput(policy => policy.Tag("unfinished"));
            app.MapCounted("/two", EchoAsync).CacheOutput();
        });

        Assert.Equal([" #1", " #2"], [await site.ReadAsync("/one"), await site.ReadAsync("/one")]);
        Assert.Equal([" #1", " #2"], [await site.ReadAsync("/two"), await site.ReadAsync("/two")]);
        Assert.Equal("cookbook; fwd=bypass; detail=no-policy", await site.StatusAsync("/one"));
        Assert.Single(site.Log.Lines, line => line.StartsWith("Warning: ", StringComparison.Ordinal) && line.Contains("Coherent()", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(301, true)]
    [InlineData(308, true)]
    [InlineData(302, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    public async Task Short_answers_are_kept_where_the_policy_says_so(int code, bool kept)
    {
        await using var site = await StartAsync(app =>
        {
            app.MapPage("/short", AnswerAsync, policy => policy.KeepShortAnswers());
            app.MapPage("/long", AnswerAsync);
        });

        foreach (var address in (string[])["/short", "/long"])
        {
            using var first = await site.GetAsync(address);
            using var second = await site.GetAsync(address);
            Assert.Equal((HttpStatusCode)code, second.StatusCode);
            Assert.Equal("/elsewhere", second.Header("Location"));
            Assert.Equal("#1", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(kept && address == "/short" ? 1 : 2, site.Gates.RendersOf(address));
        }

        if (kept)
        {
            Assert.Matches("^cookbook; hit; ttl=[0-9]; detail=l1$", await site.StatusAsync("/short"));
            using var hit = await site.GetAsync("/short");
            Assert.Equal("no-cache", hit.Header("Cache-Control"));
        }

        Task AnswerAsync(HttpContext context)
        {
            context.Response.StatusCode = code;
            context.Response.Headers.Location = "/elsewhere";
            return Pages.WriteAsync(context, $"#{context.RequestServices.GetRequiredService<Gates>().RendersOf(context.Request.Path)}");
        }
    }

    [Fact]
    public async Task A_policy_that_forbids_keeping_when_it_sees_the_answer_is_heard()
    {
        await using var site = await StartAsync(app =>
        {
            app.MapPage("/kept", EchoAsync, policy => policy.AddPolicy<NotTheOdd>());
            app.MapPage("/odd", EchoAsync, policy => policy.AddPolicy<NotTheOdd>());
        });

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/kept"), await site.ReadAsync("/kept")]);
        Assert.Equal([" #1", " #2"], [await site.ReadAsync("/odd"), await site.ReadAsync("/odd")]);
    }

    [Fact]
    public async Task A_policy_with_a_condition_can_be_asked_each_time()
    {
        var open = true;
        await using var site = await StartAsync(app => app.MapPage("/page", EchoAsync, policy => policy.With(_ => open).AskEachTime()));

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
        open = false;
        Assert.Equal(" #2", await site.ReadAsync("/page"));
        Assert.Equal("cookbook; fwd=bypass; detail=no-policy", await site.StatusAsync("/page"));
    }

    [Fact]
    public async Task A_policy_of_one_s_own_can_be_asked_each_time()
    {
        await using var site = await StartAsync(app => app.MapPage("/page", EchoAsync, policy => policy.AddPolicy<NotInPreview>().AskEachTime()));

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
        Assert.Equal(" #2", await BodyAsync(site, "/page", ("X-Preview", "1")));
        Assert.Equal(" #1", await site.ReadAsync("/page"));
    }

    private static Task EchoAsync(HttpContext context) => WriteAsync(context, context.Request.QueryString.Value);

    /// <summary>And the number of the render.</summary>
    private static Task WriteAsync(HttpContext context, string? text) =>
        Pages.WriteAsync(context, $"{text} #{context.RequestServices.GetRequiredService<Gates>().RendersOf(context.Request.Path)}");

    private static async Task<string> BodyAsync(NotesSite site, string address, params (string Name, string Value)[] headers)
    {
        using var response = await site.GetAsync(address, headers);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task EvictAsync(NotesSite site, string tag) =>
        await site.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync(tag, TestContext.Current.CancellationToken);

    private Task<NotesSite> StartAsync(Action<WebApplication> map) => NotesSite.StartAsync(
        notes.Database,
        configure: services => services.Configure<OutputCacheOptions>(
            cache => cache.AddPolicy("Narrow", policy => policy.SetVaryByQuery([]).SetVaryByHost(false).Coherent())),
        map: map);

    private sealed class NotTheOdd : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage &= context.HttpContext.Request.Path != "/odd";
            return ValueTask.CompletedTask;
        }
    }

    private sealed class NotInPreview : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheLookup &= !context.HttpContext.Request.Headers.ContainsKey("X-Preview");
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
