using Cookbook.Data;
using Cookbook.Web.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>Asks Postgres how it goes about a command that was recorded.</summary>
internal sealed class ExplainModel(RequestLog log, CookbookDbContext db) : RecordPage(log)
{
    /// <summary>The command's, from 1.</summary>
    [FromRoute(Name = "number")]
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    /// <summary>Whether to run it too.</summary>
    [FromQuery(Name = "analyze")]
    [BindProperty(SupportsGet = true)]
    public bool Analyze { get; set; }

    /// <summary>How many the request has sent.</summary>
    public int Commands { get; private set; }

    /// <summary>Null if the request has no such command.</summary>
    public SpanRecord? Command { get; private set; }

    public Explanation? Explanation { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (Find() is not { } record)
        {
            return;
        }

        var commands = record.Look().Trace.Sql;
        Commands = commands.Count;
        if (!int.TryParse(Number, out var number) || number < 1 || number > commands.Count)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Command = commands[number - 1];
        if (!ModelState.IsValid)
        {
            (Explanation, Response.StatusCode) = (new Explanation(null, "In the address, analyze is true or false."), StatusCodes.Status400BadRequest);
            return;
        }

        Explanation = Explanation.WhyNot(Command) is { } problem
            ? new Explanation(null, problem)
            : await Explanation.OfAsync(db, Command.Command!, Analyze, cancellationToken);
        if (Explanation.Problem is not null)
        {
            Response.StatusCode = Explanation.IsAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict;
        }
    }
}
