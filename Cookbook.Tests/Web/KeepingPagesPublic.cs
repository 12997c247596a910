using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web;

/// <summary>Nothing that may be meant for one visitor is ever shown to a second. Each page says how often it was rendered.</summary>
public sealed class KeepingPagesPublic(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly Dictionary<string, Action<HttpContext>> Private = new()
    {
        ["sets a cookie"] = context => context.Response.Cookies.Append("a", "b"),
        ["says no-store"] = context => context.Response.Headers.CacheControl = "no-store",
        ["says no-store among others"] = context => context.Response.Headers.CacheControl = "max-age=60, No-Store",
        ["says no-store on a second line"] = context => context.Response.Headers.CacheControl = new(["public", "no-store"]),
        ["says private"] = context => context.Response.Headers.CacheControl = "private, max-age=60",
        ["says private of a header"] = context => context.Response.Headers.CacheControl = "private=\"X-Name\"",
        ["says something unreadable"] = context => context.Response.Headers.CacheControl = "max-age=\"",
        ["varies by a header"] = context => context.Response.Headers.Vary = "Accept-Language",
        ["varies by a second header"] = context => context.Response.Headers.Vary = new(["", "Origin"]),
        ["varies by everything"] = context => context.Response.Headers.Vary = "*",
        ["makes an antiforgery token"] = context => Antiforgery(context).GetAndStoreTokens(context),
        ["makes an antiforgery token and hides it"] = context =>
        {
            Antiforgery(context).GetAndStoreTokens(context);
            context.Response.Headers.Clear();
        },
        ["makes an antiforgery token for a form that a script sends"] = context => Antiforgery(context).GetTokens(context),
        ["is a 201"] = context => context.Response.StatusCode = StatusCodes.Status201Created,
        ["is a 203"] = context => context.Response.StatusCode = StatusCodes.Status203NonAuthoritative,
        ["is a 302"] = context => context.Response.StatusCode = StatusCodes.Status302Found,
        ["is a 404"] = context => context.Response.StatusCode = StatusCodes.Status404NotFound,
        ["is a 500"] = context => context.Response.StatusCode = StatusCodes.Status500InternalServerError,
    };

    private static readonly Dictionary<string, Action<HttpContext>> Public = new()
    {
        ["says nothing"] = _ => { },
        ["says public"] = context => context.Response.Headers.CacheControl = "public, max-age=60",
        ["has an empty Vary"] = context => context.Response.Headers.Vary = "",
    };

    public static TheoryData<string> PrivatePages => [.. Private.Keys];

    public static TheoryData<string> PublicPages => [.. Public.Keys];

    [Theory]
    [MemberData(nameof(PrivatePages))]
    public async Task A_page_is_not_kept_that(string page)
    {
        await using var site = Start(Private[page]);

        Assert.Equal(["1", "2", "3"], [await BodyAsync(site), await BodyAsync(site), await BodyAsync(site)]);
    }

    [Theory]
    [MemberData(nameof(PublicPages))]
    public async Task A_page_is_kept_that(string page)
    {
        await using var site = Start(Public[page]);

        Assert.Equal(["1", "1", "1"], [await BodyAsync(site), await BodyAsync(site), await BodyAsync(site)]);
    }

    [Fact]
    public async Task A_page_with_an_antiforgery_token_is_not_kept_for_a_visitor_who_comes_back()
    {
        await using var site = Start(Private["makes an antiforgery token"]);
        using var first = await site.GetAsync("/test");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0];

        Assert.Equal("2", await BodyAsync(site, ("Cookie", cookie)));
        Assert.Equal("3", await BodyAsync(site, ("Cookie", cookie)));
        Assert.Equal("4", await BodyAsync(site));
    }

    [Fact]
    public async Task A_page_for_somebody_signed_in_is_shown_to_nobody_else()
    {
        await using var site = Start(_ => { });

        Assert.Equal("1", await BodyAsync(site, (TestPages.SignedIn, "ada")));
        Assert.Equal("2", await BodyAsync(site));
        Assert.Equal("2", await BodyAsync(site));
        Assert.Equal("3", await BodyAsync(site, (TestPages.SignedIn, "grace")));
    }

    [Fact]
    public async Task A_visitor_who_leaves_ends_nobody_else_s_page()
    {
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var site = new WebSite(sample.Database, sample.Redis);
        site.Pages.Add("/test", async context =>
        {
            entered.TrySetResult();
            await goOn.Task.WaitAsync(context.RequestAborted);
        });
        site.Start();

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = site.Client.GetStringAsync("/test", leaving.Token);
        await entered.Task.WaitAsync(TestContext.Current.CancellationToken);
        var second = BodyAsync(site);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        goOn.SetResult();

        Assert.Equal("1", await second);
    }

    /// <summary>Its cookie is for TLS only.</summary>
    private static IAntiforgery Antiforgery(HttpContext context)
    {
        context.Request.Scheme = "https";
        return context.RequestServices.GetRequiredService<IAntiforgery>();
    }

    private static async Task<string> BodyAsync(WebSite site, params (string Name, string Value)[] headers)
    {
        using var response = await site.GetAsync("/test", headers);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As in production: elsewhere the guard refuses a page that asks for what is its visitor's, before there is an answer.</summary>
    private WebSite Start(Action<HttpContext> answer)
    {
        var site = new WebSite(sample.Database, sample.Redis, ("OutputCaching:ThrowOnUndeclaredRead", "false"));
        site.Pages.Add("/test", answer);
        return site.Start();
    }
}
