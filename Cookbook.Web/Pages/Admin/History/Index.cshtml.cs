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

    public string Name { get; private set; } = "";

    public RevisionList List { get; private set; } = new([], 1, RevisionsAPage, 0);

    /// <summary>Those of the recipe, by their hashes.</summary>
    public IReadOnlyDictionary<string, PhotoShown> Photos { get; private set; } = new Dictionary<string, PhotoShown>();

    public string Address => $"{ListAddress}/{Id}";

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        Id = id;
        var name = await (Kind switch
        {
            RevisionContent.Recipe => db.Recipes.Where(recipe => recipe.Id == id).Select(recipe => recipe.Name),
            RevisionContent.Food => db.Foods.Where(food => food.Id == id).Select(food => food.Name),
            _ => db.Tags.Where(tag => tag.Id == id).Select(tag => tag.Name),
        }).SingleOrDefaultAsync(cancellationToken);
        var list = ModelState.IsValid ? await db.HistoryAsync(Kind, id, Number, RevisionsAPage, cancellationToken) : null;
        if (list is null && (name is null || Number != 1))
        {
            return NotFound();
        }

        List = list ?? List;
        Photos = await db.PhotosAsync([.. List.Steps.SelectMany(PhotosIn).Distinct()], cancellationToken);
        Exists = name is not null;
        Name = name ?? NameIn(List.Steps[0].Revision);
        return Page();
    }

    /// <summary>The form, filled in with what was there then.</summary>
    public string AddressOf(Revision revision) => $"{(Exists ? Address : $"{ListAddress}/add")}?Revision={revision.Id}";

    private static IEnumerable<string> PhotosIn(RevisionStep step) =>
        step.Changes().Where(change => change.Label == RecipeField.Photo.Label).SelectMany(change => (string[])[change.Old, change.New]);
}
