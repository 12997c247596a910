using Cookbook.Data;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Web.Accounts;
using Cookbook.Web.Editing;
using Cookbook.Web.Photos;
using Cookbook.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>A new recipe, empty or like one that was deleted.</summary>
[Authorize(Policy = Permissions.Add)]
[RequestFormLimits(ValueCountLimit = MostFormValues)]
[RequestSizeLimit(MostFormBytes)]
[RequestTimeout(RequestLimits.Upload)]
internal sealed class AddModel(CookbookDbContext db, RecipeEditor editor, PhotoStore photos) : RecipeFormPage(db, editor, photos)
{
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(new RecipeContent(), null, cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => PostAsync(null, cancellationToken);
}
