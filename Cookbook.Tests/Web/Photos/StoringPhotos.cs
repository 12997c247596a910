using Cookbook.Data;
using Cookbook.Data.Photos;
using Cookbook.Tests.Data;
using Cookbook.Web.Photos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Web.Photos;

public sealed class StoringPhotos(TestServers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_is_stored_with_its_files()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var time = new FakeTimeProvider(Start);

        var result = await database.UploadAsync(Pictures.Jpeg(700, 350), time);

        Assert.True(result.IsStored);
        Assert.Matches("^[0-9a-f]{32}$", result.Photo.Hash);
        Assert.Equal((700, 350, false, Start), (result.Photo.Width, result.Photo.Height, result.Photo.Kept, result.Photo.CreatedAt));
        Assert.Equal([160, 320, 640, 700], result.Photo.Widths);
        await using var db = database.Open();
        var files = await db.PhotoFiles.OrderBy(file => file.Width).ThenBy(file => file.Format).ToListAsync(CancellationToken);
        Assert.Equal(
            [.. result.Photo.Widths.SelectMany(width => (string[])["jpeg", "webp"], (width, format) => (width, format))],
            files.Select(file => (file.Width, file.Format)));
        Assert.All(files, file => Assert.NotEmpty(file.Bytes));
    }

    [Fact]
    public async Task A_problem_is_told_and_nothing_is_stored()
    {
        var database = await RecipeDatabase.CreateAsync(servers);

        var result = await database.UploadAsync([1, 2, 3]);

        Assert.False(result.IsStored);
        Assert.Equal("This is no JPEG, PNG or WebP picture.", result.Problem);
        Assert.Empty(await PhotosAsync(database));
    }

    [Fact]
    public async Task The_same_picture_twice_is_one_photo_and_another_is_another()
    {
        var database = await RecipeDatabase.CreateAsync(servers);

        var first = await database.UploadAsync(Pictures.Jpeg(400, 300));
        var second = await database.UploadAsync(Pictures.WithExif(Pictures.Jpeg(400, 300), SkiaSharp.SKEncodedOrigin.TopLeft));
        var other = await database.UploadAsync(Pictures.Jpeg(400, 301));

        Assert.Equal(first.Photo!.Id, second.Photo!.Id);
        Assert.NotEqual(first.Photo.Hash, other.Photo!.Hash);
        Assert.Equal(2, (await PhotosAsync(database)).Count);
    }

    [Fact]
    public async Task The_same_picture_from_many_at_once_is_one_photo()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var picture = Pictures.Jpeg(400, 300);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.UploadAsync(picture)));

        Assert.Single(results.Select(result => result.Photo!.Id).Distinct());
        Assert.Single(await PhotosAsync(database));
    }

    [Fact]
    public async Task What_else_is_being_changed_is_saved_when_its_owner_saves_it_and_the_photo_with_it()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Recipe("Stew"));
        await using var site = new WebSite(database.ConnectionString, redis: null).Start();
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CookbookDbContext>();
        var stew = await db.Recipes.SingleAsync(CancellationToken);
        stew.Name = "Goulash";
        using var upload = new MemoryStream(Pictures.Jpeg(400, 300));

        var result = await scope.ServiceProvider.GetRequiredService<PhotoStore>().AddAsync(upload, CancellationToken);

        Assert.Equal("Stew", (await StoredAsync()).Name);
        stew.PhotoId = result.Photo!.Id;
        result.Photo.Kept = true;
        await db.SaveChangesAsync(CancellationToken);
        var stored = await StoredAsync();
        Assert.Equal(("Goulash", true), (stored.Name, stored.Photo?.Kept));

        async Task<Cookbook.Data.Recipes.Recipe> StoredAsync()
        {
            await using var other = database.Open();
            return await other.Recipes.Include(recipe => recipe.Photo).SingleAsync(CancellationToken);
        }
    }

    [Fact]
    public async Task A_photo_that_no_recipe_took_within_a_day_is_forgotten()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Recipe("Stew"));
        var time = new FakeTimeProvider(Start);
        var forgotten = (await database.UploadAsync(Pictures.Jpeg(200, 200), time)).Photo!;
        var kept = (await database.UploadAsync(Pictures.Jpeg(200, 210), time)).Photo!;
        var used = (await database.UploadAsync(Pictures.Jpeg(200, 220), time)).Photo!;
        var again = (await database.UploadAsync(Pictures.Jpeg(200, 230), time)).Photo!;
        await database.ExecuteAsync($"UPDATE photo SET kept = true WHERE id = {kept.Id}; UPDATE recipe SET photo_id = {used.Id}");

        time.Advance(TimeSpan.FromHours(23));
        await database.UploadAsync(Pictures.Jpeg(200, 230), time);
        Assert.Equal(4, (await PhotosAsync(database)).Count);
        time.Advance(TimeSpan.FromHours(2));
        var today = (await database.UploadAsync(Pictures.Jpeg(200, 240), time)).Photo!;

        Assert.Equal([kept.Id, used.Id, again.Id, today.Id], (await PhotosAsync(database)).Select(photo => photo.Id));
        await using var db = database.Open();
        Assert.False(await db.PhotoFiles.AnyAsync(file => file.PhotoId == forgotten.Id, CancellationToken));
    }

    [Fact]
    public async Task A_photo_that_a_recipe_shows_cannot_be_deleted()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Recipe("Stew"));
        await database.GivePhotoAsync("stew", Pictures.Jpeg(200, 200));

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("DELETE FROM photo"));

        Assert.StartsWith("fk_recipe_photo", refused.ConstraintName, StringComparison.Ordinal);
    }

    private static async Task<List<Photo>> PhotosAsync(RecipeDatabase database)
    {
        await using var db = database.Open();
        return await db.Photos.AsNoTracking().OrderBy(photo => photo.Id).ToListAsync(CancellationToken);
    }
}
