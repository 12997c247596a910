using Cookbook.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin;

/// <summary>What there is, and what was done last.</summary>
internal sealed class IndexModel(CookbookDbContext db) : PageModel
{
    private const int Latest = 10;

    public int Recipes { get; private set; }

    public int Foods { get; private set; }

    public int Tags { get; private set; }

    public IReadOnlyList<(DateTimeOffset At, string Who, string Action)> Entries { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Recipes = await db.Recipes.CountAsync(cancellationToken);
        Foods = await db.Foods.CountAsync(cancellationToken);
        Tags = await db.Tags.CountAsync(cancellationToken);
        var entries = await db.AuditEntries.OrderByDescending(entry => entry.Id).Take(Latest)
            .Select(entry => new { entry.At, entry.Who, entry.Action })
            .ToListAsync(cancellationToken);
        Entries = [.. entries.Select(entry => (entry.At, entry.Who, entry.Action))];
    }
}
