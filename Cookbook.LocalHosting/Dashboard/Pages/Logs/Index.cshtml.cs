using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Logs;

/// <summary>What the processes have logged, a hundred to a page.</summary>
internal sealed class IndexModel(LogStore store, WatchedResources resources) : PageModel
{
    private const int PageSize = 100;

    /// <summary>In characters.</summary>
    private const int LongestHeadline = 300;

    public SenderNames Names { get; } = new(resources);

    /// <summary>What is wrong with the address; null if nothing is.</summary>
    public string? Problem { get; private set; }

    public LogFilter Filter { get; private set; } = new();

    public IReadOnlyList<LogRecord> Records { get; private set; } = [];

    /// <summary>Of those that match.</summary>
    public Paging Paging { get; private set; } = new(1, PageSize, 0, "/logs", []);

    /// <summary>What the resource may be: those of the AppHost, and whoever else has sent something.</summary>
    public IReadOnlyList<string> Choices { get; } =
    [
        .. resources.All.SelectMany(replica => (string[])[replica.Resource.Name, replica.Id])
            .Concat(store.Senders.SelectMany(sender => (string[])[sender.Service, resources.NameOf(sender)]))
            .Distinct(),
    ];

    public IActionResult OnGet([FromQuery(Name = "page")] string? page)
    {
        if (!LogFilter.TryRead(Request.Query, out var filter, out var problem))
        {
            return Refuse(StatusCodes.Status400BadRequest, problem);
        }

        Filter = filter;
        if (filter.Resource.Length > 0 && !Choices.Contains(filter.Resource))
        {
            return Refuse(
                StatusCodes.Status404NotFound, $"There is no resource “{filter.Resource}”, and nobody of that name has sent anything.");
        }

        if (Paging.Read(page) is not { } number)
        {
            return Refuse(StatusCodes.Status400BadRequest, $"“{page}” is no page: pages are counted from 1.");
        }

        var found = filter.In(store, Names);
        Paging = Paging with { Number = number, Total = found.Length, Query = filter.Parts };
        if (number > Paging.Pages)
        {
            return Refuse(
                StatusCodes.Status404NotFound, $"There is no page {page}: the records that match fill {Shown.Count(Paging.Pages, "page", "pages")}.");
        }

        Records = [.. found.Skip((number - 1) * PageSize).Take(PageSize)];
        return Page();
    }

    /// <summary>What stands in the list; the record's own page has the whole.</summary>
    public static string Headline(LogRecord record)
    {
        var text = record.Message.Length > 0 ? record.Message : record.EventName.Length > 0 ? record.EventName : "(no message)";
        return text.Length > LongestHeadline ? $"{text.AsSpan(0, LongestHeadline)}…" : text;
    }

    private PageResult Refuse(int status, string problem)
    {
        Problem = problem;
        Response.StatusCode = status;
        return Page();
    }
}
