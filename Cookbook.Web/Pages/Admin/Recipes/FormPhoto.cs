using Cookbook.Data;
using Cookbook.Web.Photos;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Recipes;

internal static class FormPhoto
{
    /// <summary>
    /// Takes the picture that came with the form. It is stored at once, so that it is not lost if something else in the form is wrong;
    /// unless the recipe is saved, it is forgotten.
    /// </summary>
    public static async Task TakeAsync(
        this PhotoStore photos, CookbookDbContext db, RecipeForm form, ModelStateDictionary problems, CancellationToken cancellationToken)
    {
        if (form.NewPhoto is { Length: > 0 } upload)
        {
            await using var file = upload.OpenReadStream();
            var result = await photos.AddAsync(file, cancellationToken);
            if (result.IsStored)
            {
                (form.Photo, form.WithoutPhoto) = (result.Photo.Hash, false);
            }
            else
            {
                problems.AddModelError(nameof(RecipeForm.NewPhoto), result.Problem);
            }
        }
        else if (form.WithoutPhoto)
        {
            form.Photo = null;
        }
        else if (form.Photo is { } hash && !await db.Photos.AnyAsync(photo => photo.Hash == hash, cancellationToken))
        {
            form.Photo = null;
            problems.AddModelError(nameof(RecipeForm.NewPhoto), "The picture is no longer there: it was uploaded more than a day ago. Choose it again.");
        }
    }
}
