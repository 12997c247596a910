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
    public async Task The_stock_attribute_may_add_to_a_named_policy()
    {
        await using var site = await StartAsync(app => app.MapCounted("/notes-of/{id}", Pages.EchoAsync)
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
        await using var site = await StartAsync(app => app.MapCounted("/page", Pages.EchoAsync)
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
            map: app => app.MapCounted("/base", Pages.EchoAsync));

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
            await Pages.EchoAsync(context);
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
            app.MapPage("/a", Pages.EchoAsync, policy => policy.Tag("a"));
            app.MapPage("/b", Pages.EchoAsync, policy => policy.Tag("b"));
        });
        var purge = site.Services.GetRequiredService<OutputCachePurge>();
        await BothAsync(" #1", " #1");

        await purge.TagsAsync(["a", "c"], TestContext.Current.CancellationToken);
        await BothAsync(" #2", " #1");
        await purge.EverythingAsync(TestContext.Current.CancellationToken);
        await BothAsync(" #3", " #2");

        // So many that it is cheaper to give up all pages than to tell which.
        await purge.TagsAsync(Enumerable.Range(0, 100_000).Select(number => $"other:{number}"), TestContext.Current.CancellationToken);
        await BothAsync(" #4", " #3");

        async Task BothAsync(string a, string b) => Assert.Equal((a, b), (await site.ReadAsync("/a"), await site.ReadAsync("/b")));
    }

    [Fact]
    public async Task A_policy_that_does_not_end_with_Coherent_keeps_nothing_and_is_told_once()
    {
        await using var site = await StartAsync(app =>
        {
            app.MapCounted("/one", Pages.EchoAsync).CacheOutput(policy => policy.Tag("unfinished"));
            app.MapCounted("/two", Pages.EchoAsync).CacheOutput();
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
            app.MapPage("/kept", Pages.EchoAsync, policy => policy.AddPolicy<NotTheOdd>());
            app.MapPage("/odd", Pages.EchoAsync, policy => policy.AddPolicy<NotTheOdd>());
        });

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/kept"), await site.ReadAsync("/kept")]);
        Assert.Equal([" #1", " #2"], [await site.ReadAsync("/odd"), await site.ReadAsync("/odd")]);
    }

    [Fact]
    public async Task A_policy_with_a_condition_can_be_asked_each_time()
    {
        var open = true;
        await using var site = await StartAsync(app => app.MapPage("/page", Pages.EchoAsync, policy => policy.With(_ => open).AskEachTime()));

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
        open = false;
        Assert.Equal(" #2", await site.ReadAsync("/page"));
        Assert.Equal("cookbook; fwd=bypass; detail=no-policy", await site.StatusAsync("/page"));
    }

    [Fact]
    public async Task A_policy_of_one_s_own_can_be_asked_each_time()
    {
        await using var site = await StartAsync(app => app.MapPage("/page", Pages.EchoAsync, policy => policy.AddPolicy<NotInPreview>().AskEachTime()));

        Assert.Equal([" #1", " #1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
        Assert.Equal(" #2", await BodyAsync(site, "/page", ("X-Preview", "1")));
        Assert.Equal(" #1", await site.ReadAsync("/page"));
    }

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
