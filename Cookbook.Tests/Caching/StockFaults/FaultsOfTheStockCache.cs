using System.IO.Compression;
using System.Net;
using System.Text;
using Cookbook.Tests.Caching.Http;
using Cookbook.Tests.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.StockFaults;

/// <summary>
/// What the stock output cache of ASP.NET Core 10 does wrong, and this one does not. Where a later version mends a fault, its test fails
/// for <c>stock: true</c>; then what steps around it may go.
/// </summary>
public sealed class FaultsOfTheStockCache(CalmNotes notes, TestServers servers) : IClassFixture<CalmNotes>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_render_that_a_write_overtakes_is_kept(bool stock)
    {
        await using var database = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(database, stock: stock);
        site.Gates.Close("after read");
        var before = site.ReadAsync("/notes/1");
        await site.Gates.ReachedAsync("after read");

        await site.WriteAsync(1, "new");
        site.Gates.Open("after read");
        await before;

        Assert.Equal(stock ? "0" : "new", await site.ReadAsync("/notes/1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_after_a_write_joins_a_render_from_before_it(bool stock)
    {
        await using var database = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(database, stock: stock);
        site.Gates.Close("after read");
        var before = site.ReadAsync("/notes/1");
        await site.Gates.ReachedAsync("after read");

        await site.WriteAsync(1, "new");
        var after = site.ReadAsync("/notes/1");
        site.Gates.Open("after read");

        await before;
        Assert.Equal(stock ? "0" : "new", await after);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_who_comes_back_leaves_a_form_with_their_token_to_everybody(bool stock)
    {
        await using var site = await StartAsync(
            stock,
            app => app.MapPage("/form", context =>
                Pages.WriteAsync(context, context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!)),
            services => services.AddAntiforgery(),
            ("OutputCaching:ThrowOnUndeclaredRead", "false"));
        using var first = await site.GetAsync("/form");
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0];

        var mine = await BodyAsync(site, "/form", ("Cookie", cookie));

        Assert.Equal(stock, mine == await site.ReadAsync("/form"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visitor_who_leaves_takes_down_those_who_wait_for_the_same_page(bool stock)
    {
        var (arrived, left) = (0, new TaskCompletionSource());
        await using var site = await NotesSite.StartAsync(notes.Database, stock: stock, outside: app => app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (Interlocked.Increment(ref arrived) == 1)
            {
                context.RequestAborted.Register(() => left.TrySetResult());
            }

            return next(context);
        }));
        site.Gates.Close("before read");
        using var leaving = new CancellationTokenSource();
        var leader = site.Client.GetStringAsync("/notes/1", leaving.Token);
        await site.Gates.ReachedAsync("before read");
        var waiter = site.GetAsync("/notes/1");
        await Eventually.IsTrue("the second is there", () => Volatile.Read(ref arrived) == 2);

        await leaving.CancelAsync();
        await left.Task.WaitAsync(Eventually.Deadline);
        site.Gates.Open("before read");

        using var response = await waiter;
        var isGood = response.StatusCode == HttpStatusCode.OK && await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == "0";
        Assert.Equal(!stock, isGood);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
    }

    [Theory]
    [InlineData("/page?a=B%3DC", "/page?a%3DB=C")]
    [InlineData("/page", "/PAGE")]
    public async Task Different_requests_get_the_same_page(string one, string other)
    {
        foreach (var stock in (bool[])[true, false])
        {
            await using var site = await StartAsync(stock, app => app.MapCounted("/page", context => Pages.WriteAsync(
                    context,
                    $"{context.Request.Path} {context.Request.QueryString}"))
                .CacheOutput(policy => policy.CoherentIn(app)));

            var first = await site.ReadAsync(one);
            var second = await site.ReadAsync(other);

            Assert.True(stock == (first == second), $"stock: {stock}, first: {first}, second: {second}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Head_costs_a_render_and_an_entry_of_its_own(bool stock)
    {
        await using var site = await StartAsync(stock, app => app.MapText("/page", Pages.Long));

        await site.ReadAsync("/page");
        using var head = await site.SendAsync(HttpMethod.Head, "/page");

        Assert.Equal(stock ? null : Encoding.UTF8.GetByteCount(Pages.Long), head.Content.Headers.ContentLength);
        Assert.Equal(stock ? 2 : 1, site.Gates.RendersOf("/page"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_compressed_body_goes_to_who_cannot_read_it(bool stock)
    {
        await using var site = await StartAsync(
            stock,
            app => app.MapPage("/page", async context =>
            {
                if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
                {
                    await Pages.WriteAsync(context, Pages.Long);
                    return;
                }

                context.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(context.Response.Body, CompressionMode.Compress);
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(Pages.Long), context.RequestAborted);
            }),
            settings: ("OutputCaching:ThrowOnUndeclaredRead", "false"));
        using var first = await site.GetAsync("/page", ("Accept-Encoding", "gzip"));

        using var second = await site.GetAsync("/page");

        Assert.Equal("gzip", first.Header("Content-Encoding"));
        Assert.Equal(stock ? "gzip" : null, second.Header("Content-Encoding"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_that_has_committed_fails_because_Redis_is_away(bool stock)
    {
        using var closed = new ClosedPort();
        await using var database = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            database, $"{closed.Redis},abortConnect=false,connectTimeout=200,syncTimeout=200,asyncTimeout=200,connectRetry=0", stock: stock);

        using var response = await site.Client.PutAsync("/notes/1", new StringContent("new"), TestContext.Current.CancellationToken);

        Assert.Equal(stock ? HttpStatusCode.InternalServerError : HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("new", await database.ReadAsync(1, TestContext.Current.CancellationToken));
    }

    private static async Task<string> BodyAsync(NotesSite site, string address, params (string Name, string Value)[] headers)
    {
        using var response = await site.GetAsync(address, headers);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<NotesSite> StartAsync(
        bool stock, Action<WebApplication> map, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        NotesSite.StartAsync(notes.Database, stock: stock, map: map, configure: configure, settings: settings);
}
