using Cookbook.Data;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Web.Accounts;
using Cookbook.Web.Editing;
using Cookbook.Web.Photos;
using Cookbook.Web.Security;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>One recipe: to be changed, or only to be read.</summary>
[PostNeeds(Permissions.Change)]
[RequestFormLimits(ValueCountLimit = MostFormValues)]
[RequestSizeLimit(MostFormBytes)]
[RequestTimeout(RequestLimits.Upload)]
internal sealed class ChangeModel(CookbookDbContext db, RecipeEditor editor, PhotoStore photos) : RecipeFormPage(db, editor, photos)
{
    public RecipeContent Stored { get; private set; } = new();

    public string Slug { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (await Db.RecipeToEditAsync(id, cancellationToken) is not { } recipe)
        {
            return NotFound();
        }

        (Stored, Slug) = (recipe.Content(), recipe.Slug);
        return await ShowAsync(Stored, id, cancellationToken);
    }

    public Task<IActionResult> OnPostAsync([FromRoute] int id, CancellationToken cancellationToken) => PostAsync(id, cancellationToken);
}
