using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Data;

/// <summary>The name of a food in the lines that somebody has written.</summary>
public sealed class RenamingFoodsInLines(RenamingFoodsInLines.Tables tables) : IClassFixture<RenamingFoodsInLines.Tables>
{
    private static readonly DateTimeOffset Later = RecipeDatabase.Start.AddDays(1);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rice", "spelt", "2 cups rice", "2 cups spelt")]
    [InlineData("rice", "spelt", "Rice, RICE and rIcE", "spelt, spelt and spelt")]
    [InlineData("rice", "spelt", "licorice", "licorice")]
    [InlineData("rice", "spelt", "ricer, rice_1, rice2", "ricer, rice_1, rice2")]
    [InlineData("rice", "spelt", "wild-rice (rice)", "wild-spelt (spelt)")]
    [InlineData("rice", "rice flour", "rice", "rice flour")]
    [InlineData("crème", "cream", "Crème fraîche, crèmerie", "cream fraîche, crèmerie")]
    [InlineData("red rice", "spelt", "red rice, red  rice", "spelt, red  rice")]
    [InlineData("7-up (can)", "soda", "a 7-up (can), chilled", "a soda, chilled")]
    [InlineData("7-up (can)", "soda", "17-up (can)", "17-up (can)")]
    [InlineData("a+b", "c", "a+b, aab", "c, aab")]
    [InlineData("a.b", "c", "a.b, axb", "c, axb")]
    [InlineData("C:\\x", "y", "C:\\x and c:\\X", "y and y")]
    [InlineData("[salt]{1}|^$?*", "salt", "2 g [salt]{1}|^$?*", "2 g salt")]
    [InlineData("(fine) salt", "salt", "some (fine) salt", "some salt")]
    [InlineData("salt!", "salt", "some salt!, or salt", "some salt, or salt")]
    [InlineData("rice", "a\\1\\&\\0\\\\b & c $1", "rice", "a\\1\\&\\0\\\\b & c $1")]
    [InlineData("rice", "spelt", "", "")]
    [InlineData("rice", "spelt", "2 of what you like", "2 of what you like")]
    public async Task The_new_name_stands_where_the_old_one_stood_as_whole_words(string before, string after, string line, string renamed)
    {
        var (recipe, food) = await AddAsync(before, line);

        await RenameAsync(food, before, after);

        Assert.Equal(renamed, (await StoredAsync(recipe.Id)).Ingredients[0].Description);
    }

    [Fact]
    public async Task Lines_of_other_foods_stay()
    {
        var (recipe, food) = await AddAsync("rice", "rice");
        var (other, _) = await AddAsync("rice", "another rice");
        await using (var db = tables.Database.Open())
        {
            db.Add(new Ingredient { RecipeId = recipe.Id, Food = new Food { Name = "rice vinegar" }, UnitOfMeasure = "", Description = "rice vinegar", Position = 1 });
            await db.SaveChangesAsync(CancellationToken);
        }

        await RenameAsync(food, "rice", "spelt");

        Assert.Equal(["spelt", "rice vinegar"], (await StoredAsync(recipe.Id)).Ingredients.Select(line => line.Description));
        var untouched = await StoredAsync(other.Id);
        Assert.Equal(("another rice", RecipeDatabase.Start), (untouched.Ingredients[0].Description, untouched.UpdatedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 cups of rice")]
    [InlineData("2 cups of what you like")]
    public async Task The_recipes_with_the_food_are_marked_as_changed_however_the_line_is_made(string line)
    {
        var (recipe, food) = await AddAsync("rice", line);

        await RenameAsync(food, "rice", "spelt");

        var stored = await StoredAsync(recipe.Id);
        Assert.Equal(Later, stored.UpdatedAt);
        Assert.NotEqual(recipe.Version, stored.Version);
    }

    private async Task<(Recipe Recipe, int Food)> AddAsync(string food, string line)
    {
        var recipe = RecipeDatabase.Recipe($"{Guid.NewGuid():N}");
        recipe.Ingredients.Add(new Ingredient { Food = new Food { Name = food }, UnitOfMeasure = "cup", Description = line });
        await tables.Database.AddAsync(recipe);
        return (recipe, recipe.Ingredients[0].FoodId);
    }

    private async Task RenameAsync(int food, string before, string after)
    {
        await using var db = tables.Database.Open();
        await db.RenameInLinesAsync(food, before, after, Later, CancellationToken);
    }

    private async Task<Recipe> StoredAsync(int id)
    {
        await using var db = tables.Database.Open();
        return await db.Recipes.Include(recipe => recipe.Ingredients.OrderBy(line => line.Position)).SingleAsync(recipe => recipe.Id == id, CancellationToken);
    }

    /// <summary>One database for all tests of the class.</summary>
    public sealed class Tables(TestServers servers) : IAsyncLifetime
    {
        private RecipeDatabase? _database;

        internal RecipeDatabase Database => _database!;

        public async ValueTask InitializeAsync() => _database = await RecipeDatabase.CreateAsync(servers);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
