using System.Collections.Concurrent;
using Cookbook.Caching.Inspection;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>What the cache says of a request, and what it says when it is asked on a stranger's behalf.</summary>
public sealed class ReportingRequests(TestServers servers)
{
    [Fact]
    public async Task A_miss_and_a_hit_tell_of_the_page_that_was_the_answer()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var reports = new ConcurrentQueue<CacheReport>();
        await using var site = await NotesSite.StartAsync(notes, outside: app => Report(app, reports));

        await site.ReadAsync("/shelf");
        await AreThereAsync(reports, 1);
        await site.ReadAsync("/shelf");
        await AreThereAsync(reports, 2);

        var (miss, hit) = (reports.First(), reports.Last());
        Assert.Equal(("miss", "stored", false), (miss.Result, miss.Reason.Name, miss.IsNotKept));
        Assert.Equal(("hit", "l1", false), (hit.Result, hit.Reason.Name, hit.IsNotKept));
        Assert.StartsWith("cookbook; hit; ttl=", hit.CacheStatus, StringComparison.Ordinal);
        foreach (var report in reports)
        {
            Assert.Equal("/shelf", report.Key!.Address);
            Assert.Equal(["note:1", "note:2", "shelf", "page:/shelf", CacheTag.Everything], report.Entry!.Tags.Select(tag => tag.Name));
            Assert.True(report.Entry.InMemory);
        }
    }

    [Theory]
    [InlineData("/notes/1", "cookie", "Cookie")]
    [InlineData("/notes/1", "auth", "Authorization")]
    [InlineData("/plain", "no-policy")]
    [InlineData("/cookie", "set-cookie")]
    [InlineData("/private", "cache-control")]
    [InlineData("/missing", "status")]
    public async Task What_was_not_kept_says_why_and_what_to_do(string address, string reason, string? header = null)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var reports = new ConcurrentQueue<CacheReport>();
        await using var site = await NotesSite.StartAsync(notes, outside: app => Report(app, reports), map: MapUncached);

        await site.StatusAsync(address, header is null ? [] : [(header, "a=b")]);
        await AreThereAsync(reports, 1);

        var report = Assert.Single(reports);
        Assert.Equal(reason, report.Reason.Name);
        Assert.NotEqual(reason, report.Reason.Means);
        Assert.NotNull(report.Reason.Remedy);
        Assert.True(report.IsNotKept);
        Assert.Null(report.Entry);
    }

    [Fact]
    public async Task Every_reason_that_is_documented_is_put_in_words()
    {
        var document = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "telemetry.md"), TestContext.Current.CancellationToken);
        var documented = document
            .SkipWhile(line => line != "## Answers").TakeWhile(line => line != "## Spans")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[2].Split(',', StringSplitOptions.TrimEntries))
            .Select(reason => reason.Trim('`'))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(documented.Order(StringComparer.Ordinal), CacheReason.All.Select(reason => reason.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/notes/1", "miss", "stored")]
    [InlineData("/plain", "bypass", "no-policy")]
    [InlineData("/cookie", "miss", "set-cookie")]
    [InlineData("/nowhere?a=b", "bypass", "no-policy")]
    [InlineData("/notes/1?%01", "bypass", "control-characters")]
    public async Task A_stranger_s_question_is_answered_as_a_stranger_s_request_is(string address, string result, string reason)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        CacheReport? answer = null;
        await using var site = await NotesSite.StartAsync(notes, map: app =>
        {
            MapUncached(app);
            app.MapGet("/why", async (HttpContext context, OutputCacheInspector inspector) =>
                answer = await inspector.AskAsync(address, context.Request, context.RequestAborted));
        });

        using var asked = await site.GetAsync("/why", ("Cookie", "who=me"), ("Authorization", "mine"));

        asked.EnsureSuccessStatusCode();
        Assert.Equal((result, reason), (answer!.Result, answer.Reason.Name));
    }

    [Fact]
    public async Task What_a_stranger_gets_is_kept_for_the_next_visitor()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        var asker = new DefaultHttpContext().Request;

        var report = await site.Services.GetRequiredService<OutputCacheInspector>().AskAsync("/notes/1", asker, TestContext.Current.CancellationToken);

        Assert.Equal("/notes/1", report.Entry!.Key.Address);
        Assert.Contains("hit", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("notes/1")]
    [InlineData("//elsewhere.example/notes/1")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/notes/1#a")]
    public async Task An_address_that_is_none_of_this_site_s_is_refused(string address)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);

        await Assert.ThrowsAsync<FormatException>(() =>
            site.Services.GetRequiredService<OutputCacheInspector>().AskAsync(address, new DefaultHttpContext().Request, TestContext.Current.CancellationToken));
    }

    /// <summary>A report is to be read when the request is over; a visitor may have the answer before that.</summary>
    private static void Report(WebApplication app, ConcurrentQueue<CacheReport> reports) => app.Use(async (context, next) =>
    {
        var report = new CacheReport();
        context.Features.Set(report);
        await next(context);
        reports.Enqueue(report);
    });

    private static Task AreThereAsync(ConcurrentQueue<CacheReport> reports, int count) =>
        Eventually.IsTrue("the request is over", () => reports.Count == count);

    private static void MapUncached(WebApplication app)
    {
        app.MapGet("/plain", () => "plain");
        app.MapPage("/cookie", context =>
        {
            context.Response.Cookies.Append("a", "b");
            return Task.CompletedTask;
        });
        app.MapPage("/private", context =>
        {
            context.Response.Headers.CacheControl = "private";
            return Task.CompletedTask;
        });
        app.MapPage("/missing", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
