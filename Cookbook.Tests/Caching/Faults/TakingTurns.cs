using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>When all pages are stale at once, or a process is new, so many renders at once as the setting says, and no more.</summary>
public sealed class TakingTurns(TestServers servers)
{
    [Fact]
    public async Task More_pages_than_may_be_rendered_at_once_wait_for_their_turn_and_all_come()
    {
        const int Pages = 20, AtOnce = 3;
        var (arrivals, rendering, counts) = (new Arrivals(), 0, new ConcurrentBag<int>());
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes,
            configure: services => services.AddSingleton<IStartupFilter>(arrivals),
            map: app => Map(app, async context =>
            {
                counts.Add(Interlocked.Increment(ref rendering));
                await all.Task;
                Interlocked.Decrement(ref rendering);
                await context.Response.WriteAsync("page");
            }),
            settings: ("OutputCaching:ConcurrentRenders", $"{AtOnce}"));

        var pages = Enumerable.Range(1, Pages).Select(number => site.ReadAsync($"/turns/{number}")).ToList();
        await Eventually.IsTrue("all are there, and as many are rendered as may be", () => arrivals.Arrived == Pages && Volatile.Read(ref rendering) == AtOnce);
        all.SetResult();

        Assert.All(await Task.WhenAll(pages), text => Assert.Equal("page", text));
        Assert.Equal(AtOnce, counts.Max());
    }

    [Fact]
    public async Task Waiting_for_a_turn_is_part_of_the_time_that_a_render_may_take()
    {
        const int Pages = 6;
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, map: app => Map(app, _ => hung.Task), settings: [("OutputCaching:ConcurrentRenders", "1"), ("OutputCaching:RenderTimeout", "00:00:02")]);
        await site.ReadAsync("/notes/1");

        var began = Stopwatch.GetTimestamp();
        var pages = await Task.WhenAll(Enumerable.Range(1, Pages).Select(number => site.GetAsync($"/turns/{number}")));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode));

        // One after the other they would take twelve seconds.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(10));
        Array.ForEach(pages, page => page.Dispose());
        hung.SetResult();
    }

    [Fact]
    public async Task A_page_that_hangs_for_ever_gives_its_turn_back()
    {
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes,
            map: app => Map(app, context => context.Request.Path == "/turns/1" ? hung.Task : context.Response.WriteAsync("page")),
            settings: [("OutputCaching:ConcurrentRenders", "1"), ("OutputCaching:RenderTimeout", "00:00:01")]);

        using var first = await site.GetAsync("/turns/1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Equal("page", await site.ReadAsync("/turns/2"));
        hung.SetResult();
    }

    private static void Map(WebApplication app, Func<HttpContext, Task> render) =>
        app.MapGet("/turns/{number:int}", new RequestDelegate(render)).CacheOutput(page => page.SetVaryByQuery([]).SetVaryByHost(false).Tag("turns").Coherent());
}
