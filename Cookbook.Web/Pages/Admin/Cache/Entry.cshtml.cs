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

    public string MediaType => MediaTypeOf(Entry!);

    /// <summary>The stored body, or its beginning; null if it is no text.</summary>
    public string? Body { get; private set; }

    public int BodyBytes { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostStaleAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) && await TryAsync(changes.MakeStaleAsync(Key!, cancellationToken))
            ? RedirectToPage(new { Key, Stale = true })
            : Page();

    protected override async Task<CacheEntry?> LookAsync(CancellationToken cancellationToken)
    {
        if (await Inspector.ReadAsync(Key!, cancellationToken) is not { } response)
        {
            return null;
        }

        BodyBytes = response.Body.Length;
        Body = IsText(MediaTypeOf(response.Entry)) ? Encoding.UTF8.GetString(response.Body.Span[..Math.Min(MostShown, BodyBytes)]) : null;
        return response.Entry;
    }

    private static string MediaTypeOf(CacheEntry entry) =>
        entry.Headers.FirstOrDefault(header => header.Key.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private static bool IsText(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Textual.Any(end => type.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
