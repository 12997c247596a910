using System.Text;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>All about one cached page.</summary>
[Authorize(Permissions.ManageCache)]
internal sealed class EntryModel(OutputCacheInspector inspector, CacheChanges changes) : EntryPageModel(inspector)
{
    /// <summary>In bytes: of a longer body, the beginning is shown.</summary>
    public const int MostShown = 64 * 1024;

    private static readonly string[] Textual = ["json", "xml", "javascript", "+json", "+xml", "urlencoded"];

    /// <summary>It was made stale, says the address to which the form leads; whoever opens that address later reads it again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Stale { get; set; }

    public string MediaType => Entry!.Headers.FirstOrDefault(header => header.Key.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>The stored body, or its beginning; null if it is no text.</summary>
    public string? Body { get; private set; }

    public int BodyBytes { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken))
        {
            await ReadBodyAsync(cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostStaleAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return Page();
        }

        if (await TryAsync(changes.MakeStaleAsync(Key!, cancellationToken)))
        {
            return RedirectToPage(new { Key, Stale = true });
        }

        await ReadBodyAsync(cancellationToken);
        return Page();
    }

    private async Task ReadBodyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await Inspector.ReadAsync(Key!, cancellationToken) is { } response)
            {
                BodyBytes = response.Body.Length;
                Body = IsText(MediaType) ? Encoding.UTF8.GetString(response.Body.Span[..Math.Min(MostShown, BodyBytes)]) : null;
            }
        }
        catch (CacheUnavailableException)
        {
            // Redis fell silent since the entry was found; the page says all the rest.
            Body = null;
        }
    }

    private static bool IsText(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Textual.Any(end => type.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
