using System.Net;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Privacy;

/// <summary>An answer that could be one visitor's is kept for nobody. Each says how often it was rendered.</summary>
public sealed class KeepingNothingPrivate(CalmNotes notes) : IClassFixture<CalmNotes>
{
    private static readonly Dictionary<string, (string Reason, Action<HttpContext> Answer)> Private = new()
    {
        ["sets a cookie"] = ("set-cookie", context => context.Response.Cookies.Append("a", "b")),
        ["says no-store"] = ("cache-control", context => context.Response.Headers.CacheControl = "no-store"),
        ["says no-store among others"] = ("cache-control", context => context.Response.Headers.CacheControl = "max-age=60, No-Store"),
        ["says no-store on a second line"] = ("cache-control", context => context.Response.Headers.CacheControl = new(["public", "no-store"])),
        ["says private"] = ("cache-control", context => context.Response.Headers.CacheControl = "private, max-age=60"),
        ["says private of a header"] = ("cache-control", context => context.Response.Headers.CacheControl = "private=\"X-Name\""),
        ["says something unreadable"] = ("cache-control", context => context.Response.Headers.CacheControl = "max-age=\""),
        ["varies by a header"] = ("vary", context => context.Response.Headers.Vary = "Accept-Language"),
        ["varies by a second header"] = ("vary", context => context.Response.Headers.Vary = new(["Accept-Encoding", "Origin"])),
        ["varies by everything"] = ("vary", context => context.Response.Headers.Vary = "*"),
        ["makes an antiforgery token"] = ("set-cookie", context => Antiforgery(context).GetAndStoreTokens(context)),
        ["makes an antiforgery token and hides it"] = ("antiforgery", HideAToken),
        ["makes an antiforgery token for a script"] = ("antiforgery", context => Antiforgery(context).GetTokens(context)),
        ["is a 201"] = ("status", context => context.Response.StatusCode = 201),
        ["is a 203"] = ("status", context => context.Response.StatusCode = 203),
        ["is a 302"] = ("status", context => context.Response.StatusCode = 302),
        ["is a 301"] = ("status", context => context.Response.StatusCode = 301),
        ["is a 404"] = ("status", context => context.Response.StatusCode = 404),
        ["is compressed by itself"] = ("encoded", context => context.Response.Headers.ContentEncoding = "br"),
        ["is too long"] = ("too-large", context => context.Items["text"] = new string('a', 2001)),
    };

    public static TheoryData<string> PrivatePages => [.. Private.Keys];

    [Theory]
    [MemberData(nameof(PrivatePages))]
    public async Task A_page_is_not_kept_that(string page)
    {
        await using var site = await StartAsync(Private[page].Answer);

        using var first = await site.GetAsync("/page");
        using var second = await site.GetAsync("/page");
        using var third = await site.GetAsync("/page");

        Assert.Equal($"cookbook; fwd=uri-miss; detail={Private[page].Reason}", first.Status());
        Assert.Equal($"cookbook; fwd=bypass; detail={Private[page].Reason}", second.Status());
        Assert.Equal(second.Status(), third.Status());
        Assert.EndsWith("#1", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.EndsWith("#2", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.EndsWith("#3", await third.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(second.StatusCode, first.StatusCode);
        Assert.Equal(second.Header("Content-Encoding"), first.Header("Content-Encoding"));
    }

    [Theory]
    [InlineData("says no-store")]
    [InlineData("says no-store among others")]
    [InlineData("says no-store on a second line")]
    [InlineData("says private")]
    [InlineData("says private of a header")]
    [InlineData("says something unreadable")]
    [InlineData("varies by a header")]
    [InlineData("varies by a second header")]
    [InlineData("varies by everything")]
    [InlineData("makes an antiforgery token and hides it")]
    [InlineData("makes an antiforgery token for a script")]
    [InlineData("is compressed by itself")]
    public async Task The_stock_cache_keeps_a_page_that(string page)
    {
        await using var site = await StartAsync(Private[page].Answer, stock: true);

        Assert.Equal(["#1", "#1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
    }

    [Theory]
    [InlineData("Cache-Control", "public, max-age=60")]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Vary", "")]
    [InlineData("Vary", "accept-encoding")]
    [InlineData("X-Anything", "else")]
    public async Task A_page_is_kept_that_says(string name, string value)
    {
        await using var site = await StartAsync(context => context.Response.Headers[name] = value);

        Assert.Equal(["#1", "#1"], [await site.ReadAsync("/page"), await site.ReadAsync("/page")]);
    }

    [Fact]
    public async Task Those_who_wait_for_a_page_with_a_cookie_each_get_their_own()
    {
        await using var site = await StartAsync(context => context.Response.Cookies.Append("visitor", Guid.NewGuid().ToString("N")), gate: true);

        var cookies = await TogetherAsync(site);

        Assert.Equal(3, cookies.Distinct().Count());
    }

    [Fact]
    public async Task Those_who_wait_for_an_error_page_with_a_cookie_each_get_their_own()
    {
        await using var site = await StartAsync(
            context =>
            {
                context.Response.StatusCode = 500;
                context.Response.Cookies.Append("visitor", Guid.NewGuid().ToString("N"));
            },
            gate: true);

        var cookies = await TogetherAsync(site);

        Assert.Equal(3, cookies.Distinct().Count());
    }

    [Theory]
    [InlineData("length")]
    [InlineData("exception")]
    public async Task A_body_that_is_cut_short_is_kept_for_nobody_and_passed_off_on_nobody_as_whole(string how)
    {
        var broken = true;
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", async context =>
        {
            context.Response.ContentLength = broken && how == "length" ? 100 : null;
            await context.Response.WriteAsync("half", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (broken && how == "exception")
            {
                throw new InvalidOperationException("broken");
            }

            await context.Response.WriteAsync(broken ? "" : " and half", context.RequestAborted);
        }));

        using (var response = await site.GetAsync("/page"))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        }

        broken = false;
        Assert.Equal("half and half", await site.ReadAsync("/page"));
    }

    [Fact]
    public async Task A_visitor_who_comes_back_with_an_antiforgery_cookie_poisons_nothing()
    {
        await using var site = await StartAsync(context => Antiforgery(context).GetAndStoreTokens(context));
        using var first = await site.GetAsync("/page");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0];

        using var again = await site.GetAsync("/page", ("Cookie", cookie));

        Assert.Equal("cookbook; fwd=bypass; detail=cookie", again.Status());
        Assert.Equal("#3", await site.ReadAsync("/page"));
    }

    private static async Task<string[]> TogetherAsync(NotesSite site)
    {
        site.Gates.Close("page");
        var first = site.GetAsync("/page");
        await site.Gates.ReachedAsync("page");
        var others = new[] { site.GetAsync("/page"), site.GetAsync("/page") };

        // Both are on their way in; how far they have come makes no difference to what they may see.
        await Eventually.IsTrue("they are there", () => site.Gates.RendersOf("arrived") == 3);
        site.Gates.Open("page");

        var cookies = new List<string>();
        foreach (var task in (Task<HttpResponseMessage>[])[first, .. others])
        {
            using var response = await task;
            cookies.Add(Assert.Single(response.Headers.GetValues("Set-Cookie")));
        }

        return [.. cookies];
    }

    private static void HideAToken(HttpContext context)
    {
        Antiforgery(context).GetAndStoreTokens(context);
        context.Response.Headers.Clear();
    }

    private static IAntiforgery Antiforgery(HttpContext context) => context.RequestServices.GetRequiredService<IAntiforgery>();

    private Task<NotesSite> StartAsync(Action<HttpContext> answer, bool gate = false, bool stock = false) => NotesSite.StartAsync(
        notes.Database,
        stock: stock,
        configure: services => services.AddAntiforgery(),
        outside: app => app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.RequestServices.GetRequiredService<Gates>().Rendered("arrived");
            return next(context);
        }),
        map: app => app.MapPage("/page", async context =>
        {
            var gates = context.RequestServices.GetRequiredService<Gates>();
            var number = gates.RendersOf("/page");
            answer(context);
            if (gate)
            {
                await gates.PassAsync("page");
            }

            await context.Response.WriteAsync($"{context.Items["text"]}#{number}", context.RequestAborted);
        }),
        settings: [("OutputCaching:MaximumBodyBytes", "2000"), ("OutputCaching:ThrowOnUndeclaredRead", "false")]);
}
