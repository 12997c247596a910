using System.Net;
using AngleSharp.Dom;
using Cookbook.Data.Photos;
using Cookbook.Tests.Data;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Web.Photos;

public sealed class ShowingPhotos(TestServers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recipe_s_page_shows_its_photo_in_place_of_the_plate()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Recipe("Stew"));
        var photo = await database.GivePhotoAsync("stew", Pictures.Jpeg(1300, 650));
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/recipes/stew");

        var image = Assert.Single(page.QuerySelectorAll("main img"));
        Assert.Equal("Photograph of Stew", image.GetAttribute("alt"));
        Assert.Equal(("1300", "650"), (image.GetAttribute("width"), image.GetAttribute("height")));
        Assert.False(image.HasAttribute("loading"));
        Assert.Equal($"/photos/{photo.Hash}-640.jpg", image.GetAttribute("src"));
        Assert.Equal(Candidates(photo, "jpg"), image.GetAttribute("srcset"));
        var source = image.ParentElement!.QuerySelector("source")!;
        Assert.Equal(("image/webp", Candidates(photo, "webp")), (source.GetAttribute("type"), source.GetAttribute("srcset")));
        Assert.Equal(image.GetAttribute("sizes"), source.GetAttribute("sizes"));
        await EachAnswersAsync(site, page);
    }

    [Fact]
    public async Task The_home_page_shows_small_ones_beside_the_names_and_plates_for_the_others()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Enumerable.Range(0, 6).Select(number => Recipe($"Recipe {number}", -number)));
        var photo = await database.GivePhotoAsync("recipe-1", Pictures.Jpeg(700, 500));
        await database.ExecuteAsync($"UPDATE recipe SET photo_id = {photo.Id} WHERE slug = 'recipe-5'");
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/");

        var images = page.QuerySelectorAll(".rows img").ToList();
        Assert.Equal(6, images.Count);
        Assert.Equal(["plates", "photos", "plates", "plates", "plates", "photos"], images.Select(image => image.GetAttribute("src")!.Split('/')[1]));
        Assert.All(images, image => Assert.Equal("", image.GetAttribute("alt")));
        Assert.All(images, image => Assert.Equal(("72", "72"), (image.GetAttribute("width"), image.GetAttribute("height"))));
        Assert.Equal($"/photos/{photo.Hash}-160.jpg 160w, /photos/{photo.Hash}-320.jpg 320w", images[1].GetAttribute("srcset"));
        Assert.Null(images[1].GetAttribute("loading"));
        Assert.Equal("lazy", images[5].GetAttribute("loading"));
        await EachAnswersAsync(site, page);
    }

    [Fact]
    public async Task Another_photo_shows_at_once_and_so_does_none()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Recipe("Stew"), Recipe("Soup"));
        var first = await database.GivePhotoAsync("stew", Pictures.Jpeg(200, 200));
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();
        Assert.Contains(first.Hash, await SourcesAsync(site), StringComparison.Ordinal);
        Assert.False(await site.IsHitAsync("/recipes/soup"));

        var second = await database.GivePhotoAsync("stew", Pictures.Jpeg(210, 210));
        await site.CatchUpAsync();

        Assert.DoesNotContain(first.Hash, await SourcesAsync(site), StringComparison.Ordinal);
        Assert.Contains(second.Hash, await SourcesAsync(site), StringComparison.Ordinal);
        Assert.True(await site.IsHitAsync("/recipes/soup"));

        await database.ExecuteAsync("UPDATE recipe SET photo_id = NULL");
        await site.CatchUpAsync();

        Assert.Equal("/plates/stew.svg /plates/stew.svg", await SourcesAsync(site, "stew"));
    }

    /// <summary>Where the stew's page and its row on the home page have their picture from.</summary>
    private static async Task<string> SourcesAsync(WebSite site, string only = "")
    {
        using var recipe = await site.ReadAsync("/recipes/stew");
        using var home = await site.ReadAsync("/");
        return string.Join(' ', recipe.QuerySelectorAll("main img").Concat(home.QuerySelectorAll(".rows img"))
            .Select(image => image.GetAttribute("src")!)
            .Where(source => source.Contains(only, StringComparison.Ordinal)));
    }

    private static string Candidates(Photo photo, string extension) =>
        string.Join(", ", photo.Widths.Select(width => $"/photos/{photo.Hash}-{width}.{extension} {width}w"));

    private static async Task EachAnswersAsync(WebSite site, IParentNode page)
    {
        foreach (var address in page.QuerySelectorAll("[srcset]")
            .SelectMany(element => element.GetAttribute("srcset")!.Split(", "))
            .Select(candidate => candidate.Split(' ')[0])
            .Concat(page.QuerySelectorAll("picture img").Select(image => image.GetAttribute("src")!)))
        {
            using var response = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(CancellationToken));
        }
    }
}
