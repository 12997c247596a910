using System.IO.Compression;
using System.Net;
using AngleSharp.Html.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Photos;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The photograph in a recipe's form.</summary>
public sealed class PhotographingRecipes(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_photograph_comes_with_the_recipe_and_shows_on_the_site()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var added = await browser.UploadAsync(
            await browser.ReadAsync("/admin/recipes/add"), "", (Pictures.Jpeg(600, 400), "dal.jpg"), ("Name", name), ("Do", "continue"));

        var hash = (await site.ContentAsync(added.IdIn()))!.Photo;
        Assert.NotNull(hash);
        Assert.True(await site.AskAsync(db => db.Photos.Where(photo => photo.Hash == hash).Select(photo => photo.Kept).SingleAsync(TestContext.Current.CancellationToken)));
        var address = (await site.ReadAsync($"/recipes/{name}")).QuerySelector("article picture img")!.GetAttribute("src")!;
        Assert.StartsWith($"/photos/{hash}-", address, StringComparison.Ordinal);
        using var photo = await site.GetAsync(address);
        Assert.Equal("image/jpeg", photo.Content.Headers.ContentType?.MediaType);

        // The form goes on having it, until somebody takes it away.
        using (var kept = await browser.SubmitAsync(added.Headers.Location!.OriginalString, ("Servings", "2"), ("Do", "save")))
        {
            Assert.Equal(hash, (await site.ContentAsync(added.IdIn()))!.Photo);
        }

        using var without = await browser.SubmitAsync(StoredRecipes.AddressOf(added.IdIn()), ("WithoutPhoto", "true"), ("Do", "save"));
        Assert.Null((await site.ContentAsync(added.IdIn()))!.Photo);
        Assert.Null((await site.ReadAsync($"/recipes/{name}")).QuerySelector("article picture"));
    }

    [Fact]
    public async Task A_photograph_is_kept_while_something_else_in_the_form_is_wrong()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var refused = await browser.UploadAsync(
            await browser.ReadAsync("/admin/recipes/add"), "", (Pictures.Jpeg(300, 200), "dal.jpg"), ("Name", ""), ("Do", "save"));
        var page = await refused.ReadHtmlAsync();
        Assert.NotNull(page.QuerySelector("img.thumbnail"));
        using var added = await browser.SubmitAsync(page, "", ("Name", name), ("Do", "save"));

        Assert.NotNull((await site.ContentAsync(added.IdIn()))!.Photo);
    }

    public static TheoryData<string, string> NoPhotographs => new()
    {
        { "a zip named .jpg", "This is no JPEG, PNG or WebP picture." },
        { "a page named .png", "This is no JPEG, PNG or WebP picture." },
        { "a picture that is cut short", "The picture is damaged or cut short." },
        { "a picture that is too small", "The picture has 50 × 40 pixels; each side must have 100 to 16000." },
        { "more than 15 MB", "The file is larger than 15 MB, the most that is accepted." },
    };

    [Theory]
    [MemberData(nameof(NoPhotographs))]
    public async Task What_is_no_photograph_is_refused_by_its_field_and_what_was_typed_is_kept(string what, string problem)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var id = await site.AddRecipeAsync(name);
        var address = StoredRecipes.AddressOf(id);

        using var refused = await browser.UploadAsync(
            await browser.ReadAsync(address), address, (Make(what), "dal.jpg"), ("Servings", "7"), ("Do", "save"));

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var page = await refused.ReadHtmlAsync();
        Assert.Equal(problem, page.QuerySelector("#photo-problem")!.TextContent);
        Assert.Equal("#NewPhoto", page.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.Equal("7", ((IHtmlInputElement)page.QuerySelector("#Servings")!).Value);
        Assert.Null((await site.ContentAsync(id))!.Servings);
        Assert.Empty(await site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task A_photograph_that_is_not_there_is_asked_for_again()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var id = await site.AddRecipeAsync(Names.New());

        using var refused = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Photo", new string('0', 32)), ("Do", "save"));

        Assert.StartsWith("The picture is no longer there", (await refused.ReadHtmlAsync()).QuerySelector("#photo-problem")!.TextContent, StringComparison.Ordinal);
    }

    private static byte[] Make(string what)
    {
        switch (what)
        {
            case "a zip named .jpg":
                using (var file = new MemoryStream())
                {
                    using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                    {
                        zip.CreateEntry("a.jpg").Open().Dispose();
                    }

                    return file.ToArray();
                }

            case "a page named .png":
                return "<html><script>alert(1)</script>"u8.ToArray();
            case "a picture that is cut short":
                return Pictures.Jpeg(300, 200)[..^200];
            case "a picture that is too small":
                return Pictures.Jpeg(50, 40);
            default:
                return new byte[(15 * 1024 * 1024) + 1];
        }
    }
}
