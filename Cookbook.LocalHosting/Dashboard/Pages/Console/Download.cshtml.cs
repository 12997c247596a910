using System.Text;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Console;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>All lines that are kept, as plain text: each behind the time when it came.</summary>
internal sealed class DownloadModel(ConsoleStore store) : PageModel
{
    public async Task<IActionResult> OnGetAsync([FromRoute] string id, CancellationToken cancellationToken)
    {
        if (store.Find(id) is not { } resource)
        {
            return NotFound("The AppHost has no such resource.");
        }

        Response.ContentType = "text/plain; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{resource.Id}-console.txt\"";
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        foreach (var line in resource.After(0))
        {
            await writer.WriteLineAsync($"{Shown.Exactly(line.At)} {line.Plain}".AsMemory(), cancellationToken);
        }

        return new EmptyResult();
    }
}
