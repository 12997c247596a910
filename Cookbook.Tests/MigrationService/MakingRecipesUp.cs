using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cookbook.Data.Html;
using Cookbook.Data.Recipes;
using Cookbook.MigrationService.Generating;

namespace Cookbook.Tests.MigrationService;

/// <summary>What the recipes of <c>generate</c> are, before they are written.</summary>
public sealed class MakingRecipesUp
{
    /// <summary>Whoever changes the words or the dice makes other recipes of every seed, and of every figure that was measured with them.</summary>
    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void A_seed_makes_the_same_recipes_for_ever_and_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal("Spicy Venison Ragout with Plums", new RecipeSet(1)[0].Name);
            Assert.Equal("10EF927F75D29918", Digest(1));
            Assert.NotEqual(Digest(1), Digest(2));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void No_two_of_a_set_have_the_same_address(int seed)
    {
        var names = new Shuffle(seed, RecipeSet.Most);

        Assert.Equal(200_000, Enumerable.Range(0, 200_000).Select(names.At).Where(name => name >= 0 && name < RecipeSet.Most).Distinct().Count());
        Assert.Equal(5000, First(seed, 5000).Select(recipe => recipe.Slug).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(1000)]
    public void A_shuffle_has_each_number_once(int count) =>
        Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(new Shuffle(3, count).At).Order());

    [Fact]
    public void Each_fits_the_tables_and_the_site_s_rules() => Assert.All(First(1, 2000), recipe =>
    {
        Assert.InRange(recipe.Lines.Count, 5, 12);
        Assert.Distinct(recipe.Lines.Select(line => line.Food));
        Assert.All(recipe.Lines, line => Assert.InRange(line.Amount ?? 0, 0, Amount.Most));
        Assert.Distinct(recipe.Tags);
        Assert.InRange(recipe.Tags.Count, 2, 6);
        Assert.InRange(recipe.Slug.Length, 1, Slug.MaxLength - 10);
        Assert.DoesNotMatch(@"\d$", recipe.Slug);
        Assert.Equal(Slug.For(recipe.Name), recipe.Slug);
        Assert.InRange(recipe.Name.Length, 1, Recipe.MaxName);
        Assert.Equal(RecipeHtml.CleanInline(recipe.Description), recipe.Description);
        Assert.Equal(RecipeHtml.Clean(recipe.Instructions), recipe.Instructions);
        Assert.DoesNotContain('{', recipe.Description + recipe.Instructions);
        Assert.True(recipe.UpdatedAt >= recipe.CreatedAt);
    });

    [Fact]
    public void The_last_of_the_longest_set_is_no_recipe_of_tomorrow() =>
        Assert.True(new RecipeSet(1)[RecipeSet.Most - 1].UpdatedAt < new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Hundreds_of_foods_and_tens_of_tags_are_used_a_few_of_them_most()
    {
        var recipes = First(1, 5000).ToList();
        var foods = recipes.SelectMany(recipe => recipe.Lines).CountBy(line => line.Food).Select(food => food.Value).OrderDescending().ToList();
        var tags = recipes.SelectMany(recipe => recipe.Tags).CountBy(tag => tag).Select(tag => tag.Value).OrderDescending().ToList();

        Assert.InRange(foods.Count, 300, 500);
        Assert.InRange(tags.Count, 40, 80);
        Assert.True(foods[0] > 20 * foods[foods.Count / 2], $"{foods[0]}, {foods[foods.Count / 2]}");
        Assert.True(tags[0] > 8 * tags[tags.Count / 2], $"{tags[0]}, {tags[tags.Count / 2]}");
    }

    private static IEnumerable<GeneratedRecipe> First(int seed, int count)
    {
        var set = new RecipeSet(seed);
        return Enumerable.Range(0, count).Select(number => set[number]);
    }

    private static string Digest(int seed) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(First(seed, 1000)))))[..16];
}
