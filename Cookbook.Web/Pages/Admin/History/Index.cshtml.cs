using Cookbook.Data;
using Cookbook.Data.History;
using Cookbook.Data.Photos;
using Cookbook.Data.Recipes.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.History;

/// <summary>Who has changed what and when, of one recipe, food or tag; each state can be had back.</summary>
internal sealed class IndexModel(CookbookDbContext db) : HistoryPage
{
    private const int RevisionsAPage = 50;

    /// <summary>From the query and nowhere else: among the route's values, "page" is the Razor page's own name.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Id { get; private set; }

    /// <summary>Whether it is still there.</summary>
    public bool Exists { get; private set; }

    public string Name => Now[0].Text;

    /// <summary>The fields as they are now; of what is gone, as they were last.</summary>
    private IReadOnlyList<(string Label, string Text)> Now { get; set; } = [];

    public Paged<RevisionStep> List { get; private set; } = new([], 1, RevisionsAPage, 0);

    /// <summary>Those of the recipe, by their hashes.</summary>
    public IReadOnlyDictionary<string, PhotoShown> Photos { get; private set; } = new Dictionary<string, PhotoShown>();

    public string Address => $"{ListAddress}/{Id}";

    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        Id = id;
        var now = await ContentAsync(id, cancellationToken);
        var list = await db.HistoryAsync(Kind, id, Number, RevisionsAPage, cancellationToken);
        if (list is null && (now is null || Number != 1))
        {
            return NotFound();
        }

        List = list ?? List;
        Photos = await db.PhotosAsync([.. List.Rows.SelectMany(PhotosIn).Distinct()], cancellationToken);
        Exists = now is not null;
        Now = now is null ? List.Rows[0].Fields : RevisionContent.Fields(Kind, now);
        return Page();
    }

    /// <summary>Whether there is nothing to have back. After a change with psql not even the last revision is what is there.</summary>
    public bool IsNow(RevisionStep step) => Exists && step.Fields.SequenceEqual(Now);

    /// <summary>The form, filled in with what was there then.</summary>
    public string AddressOf(Revision revision) => $"{(Exists ? Address : $"{ListAddress}/add")}?Revision={revision.Id}";

    private static IEnumerable<string> PhotosIn(RevisionStep step) =>
        step.Changes.Where(change => change.Label == RecipeField.Photo.Label).SelectMany(change => (string[])[change.Old, change.New]);

    /// <summary>What is there, as a revision would keep it; null if it is gone.</summary>
    private async Task<string?> ContentAsync(int id, CancellationToken cancellationToken)
    {
        if (Kind == RevisionContent.Recipe)
        {
            return await db.RecipeToEditAsync(id, cancellationToken) is { } recipe ? RevisionContent.Write(recipe.Content()) : null;
        }

        var names = Kind == RevisionContent.Food
            ? db.Foods.Where(food => food.Id == id).Select(food => food.Name)
            : db.Tags.Where(tag => tag.Id == id).Select(tag => tag.Name);
        return await names.SingleOrDefaultAsync(cancellationToken) is { } name ? RevisionContent.Write(new NameContent(name)) : null;
    }
}
