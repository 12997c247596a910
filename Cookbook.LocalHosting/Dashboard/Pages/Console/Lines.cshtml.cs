using Cookbook.LocalHosting.Dashboard.Store.Console;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>The lines that an open page has not got yet, as a piece of a page.</summary>
internal sealed class LinesModel(ConsoleStore store) : PageModel
{
    public ShownLines Lines { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string id, [FromQuery] string? q, [FromQuery] long after)
    {
        if (!ModelState.IsValid || after < 0)
        {
            return BadRequest("after must be the number of a line, or 0.");
        }

        if (store.Find(id) is not { } resource)
        {
            return NotFound("The AppHost has no such resource.");
        }

        Lines = new ShownLines(resource, after, ResourceLines.Most, q ?? "");
        return Page();
    }
}
