using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Caching;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Web.Pages;

[OutputCache(PolicyName = CachePolicies.Home)]
internal sealed class IndexModel(CookbookDbContext db) : PageModel
{
    private const int Newest = 12;

    public Home Home { get; private set; } = new([], []);

    public async Task OnGetAsync(CancellationToken cancellationToken) => Home = await db.HomeAsync(Newest, cancellationToken);
}
