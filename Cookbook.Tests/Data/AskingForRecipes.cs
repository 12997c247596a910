using Cookbook.Data;
using Cookbook.Data.Photos;
using Cookbook.Data.Recipes;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Data;

public sealed class AskingForRecipes(TestServers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Home_is_the_newest_recipes_and_the_tags_in_use()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var stew = Stew();
        await database.AddAsync(stew, Recipe("Oldest", -1), Recipe("Newest", 2), Recipe("Newer", 2));

        var home = await CountAsync(database, 2, db => db.HomeAsync(3, CancellationToken));

        Assert.Equal(["Newer", "Newest", "Stew"], home.Newest.Select(row => row.Name));
        var row = home.Newest[2];
        Assert.Equal(("stew", "A <em>good</em> stew"), (row.Slug, row.Description));
        Assert.Equal((TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(90)), (row.PrepTime, row.CookTime));
        Assert.Equal(["beef", "winter"], row.Tags);
        Assert.Equal([new TagCount("beef", 1), new TagCount("winter", 1)], home.Tags);
    }

    [Fact]
    public async Task An_empty_home_is_empty()
    {
        var database = await RecipeDatabase.CreateAsync(servers);

        var home = await CountAsync(database, 2, db => db.HomeAsync(12, CancellationToken));

        Assert.Empty(home.Newest);
        Assert.Empty(home.Tags);
    }

    [Fact]
    public async Task A_page_is_its_recipes_in_full_and_their_number_in_all()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Stew(), Recipe("Soup", -5, "water", "salt"), Recipe("Toast", 9), Recipe("Tea"), Recipe("Cake"));

        var first = await CountAsync(database, 2, db => db.PageAsync(1, 2, CancellationToken));
        var last = await CountAsync(database, 2, db => db.PageAsync(3, 2, CancellationToken));

        Assert.Equal((1, 2, 5, 3), (first!.Number, first.Size, first.Total, first.Pages));
        Assert.Equal(["Stew", "Soup"], first.Rows.Select(recipe => recipe.Name));
        AssertIsStew(first.Rows[0] with { Tags = ["beef", "winter"] });
        Assert.Equal(["water", "salt"], first.Rows[1].Ingredients);
        Assert.Equal((3, 5), (last!.Number, last.Total));
        Assert.Equal(["Cake"], last.Rows.Select(recipe => recipe.Name));
    }

    [Fact]
    public async Task Many_recipes_with_many_lines_take_no_more_commands()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Enumerable.Range(0, 30).Select(number => Recipe(
            $"Recipe {number}", number, [.. Enumerable.Range(0, 12).Select(line => $"{number}-{line}")])));

        var page = await CountAsync(database, 2, db => db.PageAsync(1, 25, CancellationToken));

        Assert.Equal(25, page!.Rows.Count);
        Assert.All(page.Rows.Index(), recipe =>
            Assert.Equal(Enumerable.Range(0, 12).Select(line => $"{recipe.Index}-{line}"), recipe.Item.Ingredients));
    }

    [Fact]
    public async Task The_first_page_is_there_without_recipes_and_no_other()
    {
        var database = await RecipeDatabase.CreateAsync(servers);

        var first = await CountAsync(database, 1, db => db.PageAsync(1, 10, CancellationToken));
        var second = await CountAsync(database, 1, db => db.PageAsync(2, 10, CancellationToken));

        Assert.Equal((0, 1), (first!.Total, first.Pages));
        Assert.Empty(first.Rows);
        Assert.Null(second);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData((int.MaxValue / 10) + 1)]
    public async Task What_cannot_be_a_page_is_not_asked_for(int number) =>
        Assert.Null(await CountAsync(new RecipeDatabase("Host=nowhere.invalid"), 0, db => db.PageAsync(number, 10, CancellationToken)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(20, 2)]
    public void A_page_more_begins_after_each_ten(int total, int pages) => Assert.Equal(pages, new Paged<RecipeInFull>([], 1, 10, total).Pages);

    [Fact]
    public async Task A_recipe_is_found_by_its_slug()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Stew(), Recipe("Soup", 0, "water"));

        var recipe = await CountAsync(database, 2, db => db.RecipeAsync("stew", CancellationToken));

        AssertIsStew(recipe!);
    }

    [Fact]
    public async Task A_photo_comes_along_and_takes_no_command_of_its_own()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var stew = Stew();
        stew.Photo = new Photo { Hash = "b7", Width = 1280, Height = 853, Widths = [160, 1280], CreatedAt = Start };
        await database.AddAsync(stew, Recipe("Soup", -1));

        var home = await CountAsync(database, 2, db => db.HomeAsync(3, CancellationToken));
        var recipe = await CountAsync(database, 2, db => db.RecipeAsync("stew", CancellationToken));

        foreach (var photo in (PhotoShown?[])[home.Newest[0].Photo, recipe!.Photo])
        {
            Assert.Equal(("b7", 1280, 853), (photo!.Hash, photo.Width, photo.Height));
            Assert.Equal([160, 1280], photo.Widths);
        }

        Assert.Null(home.Newest[1].Photo);
        Assert.Null((await CountAsync(database, 2, db => db.RecipeAsync("soup", CancellationToken)))!.Photo);
    }

    [Theory]
    [InlineData("goulash")]
    [InlineData("Stew")]
    [InlineData("ste%")]
    [InlineData("")]
    public async Task Another_slug_finds_nothing(string slug)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Stew());

        Assert.Null(await CountAsync(database, 1, db => db.RecipeAsync(slug, CancellationToken)));
    }

    [Fact]
    public async Task An_old_slug_tells_the_one_of_now()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(Stew(), Recipe("Soup"));

        Assert.Equal("stew", await CountAsync(database, 1, db => db.MovedToAsync("goulash", CancellationToken)));
        Assert.Null(await CountAsync(database, 1, db => db.MovedToAsync("soup", CancellationToken)));
        Assert.Null(await CountAsync(database, 1, db => db.MovedToAsync("never", CancellationToken)));
    }

    private static Recipe Stew()
    {
        var stew = Recipe("Stew", 0, "500 g beef", "2 onions", "salt");
        stew.Description = "A <em>good</em> stew";
        stew.Servings = 4;
        stew.PrepTime = TimeSpan.FromMinutes(20);
        stew.CookTime = TimeSpan.FromMinutes(90);
        stew.SourceUrl = "https://example.org/";
        stew.Tags.AddRange([new Tag { Name = "winter" }, new Tag { Name = "beef" }]);
        stew.OldSlugs.Add(new OldSlug { Slug = "goulash" });
        return stew;
    }

    private static void AssertIsStew(RecipeInFull recipe)
    {
        Assert.Equal(["500 g beef", "2 onions", "salt"], recipe.Ingredients);
        Assert.Equal(["beef", "winter"], recipe.Tags);
        Assert.Equal(
            new RecipeInFull(
                recipe.Id,
                "stew",
                "Stew",
                "A <em>good</em> stew",
                "<p>Cook Stew.</p>",
                4,
                TimeSpan.FromMinutes(20),
                TimeSpan.FromMinutes(90),
                "https://example.org/",
                recipe.Tags,
                recipe.Ingredients,
                recipe.Foods),
            recipe);
        Assert.Empty(recipe.Foods);
    }

    /// <summary>Asks, and checks the number of commands that it took.</summary>
    private static async Task<T> CountAsync<T>(RecipeDatabase database, int commands, Func<CookbookDbContext, Task<T>> ask)
    {
        var count = new CommandCount();
        await using var db = database.Open(count);
        var answer = await ask(db);
        Assert.Equal(commands, count.Sent);
        return answer;
    }
}
