using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Console;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Logs;

/// <summary>Everything that is known of one record.</summary>
internal sealed class RecordModel(LogStore store, ConsoleStore consoles, WatchedResources resources) : PageModel
{
    public SenderNames Names { get; } = new(resources);

    /// <summary>Why there is no record; null if there is one.</summary>
    public string? Problem { get; private set; }

    public LogFilter Filter { get; private set; } = new();

    public LogRecord Record { get; private set; } = null!;

    /// <summary>Whether its resource has lines of its own.</summary>
    public bool HasConsole => consoles.Find(Names.Of(Record.Sender)) is not null;

    /// <summary>The next one that matches; null behind the latest.</summary>
    public LogRecord? Newer { get; private set; }

    /// <summary>The one before that matches; null before the first.</summary>
    public LogRecord? Older { get; private set; }

    public IActionResult OnGet([FromRoute] string number)
    {
        if (!LogFilter.TryRead(Request.Query, out var filter, out var problem))
        {
            return Refuse(StatusCodes.Status400BadRequest, problem);
        }

        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted < 1)
        {
            return Refuse(StatusCodes.Status404NotFound, $"“{number}” is no record: records are counted from 1.");
        }

        if (store.Read().FirstOrDefault(record => record.Number == wanted) is not { } found)
        {
            return Refuse(StatusCodes.Status404NotFound, wanted > store.LastNumber
                ? $"There is no record {number} yet: the last one is {store.LastNumber}."
                : $"Record {number} is no longer kept: newer ones have taken its place.");
        }

        (Filter, Record) = (filter, found);
        var matching = filter.In(store, Names);
        if (Array.IndexOf(matching, found) is var index and >= 0)
        {
            Newer = index > 0 ? matching[index - 1] : null;
            Older = index < matching.Length - 1 ? matching[index + 1] : null;
        }

        return Page();
    }

    private PageResult Refuse(int status, string problem)
    {
        Problem = problem;
        Response.StatusCode = status;
        return Page();
    }
}
