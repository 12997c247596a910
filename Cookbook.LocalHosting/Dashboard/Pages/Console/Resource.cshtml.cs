using Cookbook.LocalHosting.Dashboard.Store.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>The lines of one resource. The script of the page asks for those that come later.</summary>
internal sealed class ResourceModel(ConsoleStore store, WatchedResources resources) : PageModel
{
    /// <summary>A page of ten thousand lines is only for those who ask for it.</summary>
    private const int Few = 1_000;

    /// <summary>As the address has it.</summary>
    public string Id { get; private set; } = "";

    public IEnumerable<string> Choices => IndexModel.Writing(store).Select(lines => lines.Id);

    /// <summary>Null for a resource that there is not.</summary>
    public ShownLines? Lines { get; private set; }

    public string? State => resources.Find(Id)?.State;

    public IActionResult OnGet([FromRoute] string id, [FromQuery] string? q, [FromQuery] string? lines)
    {
        Id = id;
        if (store.Find(id) is not { } resource)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Id = resource.Id;
        Lines = new ShownLines(resource, after: 0, lines == "all" ? ResourceLines.Most : Few, q ?? "");
        return Page();
    }
}
