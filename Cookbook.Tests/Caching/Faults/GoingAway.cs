using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A visitor who goes away takes nothing along: the render is completed, for those who wait and for those who come.</summary>
public sealed class GoingAway(TestServers servers)
{
    private const int Others = 20;

    [Fact]
    public async Task The_render_of_a_visitor_who_went_away_is_completed_and_kept()
    {
        var (page, arrivals, gate) = (new TestPage(), new Arrivals(), new TaskCompletionSource());
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, configure: services => services.AddSingleton<IStartupFilter>(arrivals), map: page.Map);
        page.Does = async context =>
        {
            await gate.Task;
            context.RequestAborted.ThrowIfCancellationRequested();
            await context.Response.WriteAsync("whole", context.RequestAborted);
        };

        await LeaveAsync(site, page, arrivals, waiting: 0);
        gate.SetResult();

        await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync(TestPage.Address)).Contains("; hit;", StringComparison.Ordinal));
        Assert.Equal("whole", await site.ReadAsync(TestPage.Address));
        Assert.Equal(1, page.Tries);
    }

    [Fact]
    public async Task Those_who_wait_with_a_visitor_who_goes_away_get_the_page()
    {
        Assert.All(await VisitAsync(stock: false), response => Assert.Equal((HttpStatusCode.OK, "whole"), response));
    }

    [Fact]
    public async Task With_the_stock_cache_they_do_not()
    {
        Assert.Contains(await VisitAsync(stock: true), response => response != (HttpStatusCode.OK, "whole"));
    }

    private async Task<List<(HttpStatusCode Status, string Body)>> VisitAsync(bool stock)
    {
        var (page, arrivals, gate) = (new TestPage(), new Arrivals(), new TaskCompletionSource());
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, stock: stock, configure: services => services.AddSingleton<IStartupFilter>(arrivals), map: stock ? page.MapToStock : page.Map);
        page.Does = async context =>
        {
            await gate.Task;
            context.RequestAborted.ThrowIfCancellationRequested();
            await context.Response.WriteAsync("whole", context.RequestAborted);
        };

        var waiting = new List<Task<HttpResponseMessage>>();
        await LeaveAsync(site, page, arrivals, Others, waiting);
        gate.SetResult();

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var response in await Task.WhenAll(waiting))
        {
            answers.Add((response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            response.Dispose();
        }

        return answers;
    }

    /// <summary>One begins a render, the others join it, and the one goes away; returns when the site knows.</summary>
    private static async Task LeaveAsync(NotesSite site, TestPage page, Arrivals arrivals, int waiting, List<Task<HttpResponseMessage>>? others = null)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var first = site.Client.GetAsync(TestPage.Address, leaving.Token);
        await Eventually.IsTrue("the render has begun", () => page.Tries == 1);
        var gone = arrivals.FirstGone;
        others?.AddRange(Enumerable.Range(0, waiting).Select(_ => site.GetAsync(TestPage.Address)));
        await Eventually.IsTrue("all are there", () => arrivals.Arrived == waiting + 1);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await gone.WaitAsync(Eventually.Deadline);
    }
}
