using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>Says what goes along; then deletes one page from the cache.</summary>
[Authorize(Permissions.ManageCache)]
internal sealed class DeleteEntryModel(OutputCacheInspector inspector, CacheChanges changes) : EntryPageModel(inspector)
{
    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) && await TryAsync(changes.DeleteAsync(Key!, cancellationToken))
            ? LocalRedirect($"~{AdminAddress.Cache}/entries{QueryString.Create("Deleted", Entry!.Key.Address)}")
            : Page();
}
