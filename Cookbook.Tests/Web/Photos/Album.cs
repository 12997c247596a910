using Cookbook.Data.Photos;
using Cookbook.Tests.Data;
using Cookbook.Web.Photos;

namespace Cookbook.Tests.Web.Photos;

/// <summary>Photos in a test's database.</summary>
internal static class Album
{
    public static async Task<PhotoResult> UploadAsync(this RecipeDatabase database, byte[] picture, TimeProvider? time = null)
    {
        using var darkroom = new Darkroom();
        await using var db = database.Open();
        using var upload = new MemoryStream(picture);
        return await new PhotoStore(db, darkroom, time ?? TimeProvider.System).AddAsync(upload, TestContext.Current.CancellationToken);
    }

    /// <summary>As the form does that saves a recipe.</summary>
    public static async Task<Photo> GivePhotoAsync(this RecipeDatabase database, string slug, byte[] picture)
    {
        var photo = (await database.UploadAsync(picture)).Photo!;
        await database.ExecuteAsync($"UPDATE photo SET kept = true WHERE id = {photo.Id}; UPDATE recipe SET photo_id = {photo.Id} WHERE slug = '{slug}'");
        return photo;
    }
}
