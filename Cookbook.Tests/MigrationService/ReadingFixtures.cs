using System.Text;
using Cookbook.MigrationService.Fixtures;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class ReadingFixtures
{
    [Fact]
    public void A_recipe_is_read_with_all_its_fields()
    {
        var fixture = Read(Fixture(Recipe(7, "Stew", """
            "slug": "a-stew", "servings": 4, "prep_time": "00:20:00", "cook_time": "1 02:30:00", "source_url": "https://example.org/stew",
            "tags": ["Winter", "one pot", "winter"]
            """)));

        Assert.Empty(fixture.Errors);
        var recipe = Assert.Single(fixture.Recipes);
        Assert.Equal(7, recipe.Key);
        Assert.Equal("Stew", recipe.Name);
        Assert.Equal("<p>Cook.</p>", recipe.Instructions);
        Assert.Equal("a-stew", recipe.Slug);
        Assert.Equal(4, recipe.Servings.Value);
        Assert.Equal(TimeSpan.FromMinutes(20), recipe.PrepTime.Value);
        Assert.Equal(TimeSpan.FromHours(26.5), recipe.CookTime.Value);
        Assert.Equal("https://example.org/stew", recipe.SourceUrl.Value);
        Assert.Equal(["winter", "one pot"], recipe.Tags.Value);
    }

    [Fact]
    public void Fields_of_ours_may_be_left_out()
    {
        var recipe = Assert.Single(Read(Fixture(Recipe(1, "Stew"))).Recipes);

        Assert.Null(recipe.Slug);
        Assert.False(recipe.Servings.Is || recipe.PrepTime.Is || recipe.CookTime.Is || recipe.SourceUrl.Is || recipe.Tags.Is);
    }

    [Theory]
    [InlineData("\"0.500\"", 0.5)]
    [InlineData("\"999.999\"", 999.999)]
    [InlineData("0.25", 0.25)]
    [InlineData("3", 3.0)]
    [InlineData("null", null)]
    public void An_amount_is_text_or_number_or_null(string amount, double? expected)
    {
        var fixture = Read(Fixture(Ingredient(1, 1, 1, more: $"\"amount\": {amount}")));

        Assert.Empty(fixture.Errors);
        Assert.Equal((decimal?)expected, Assert.Single(fixture.Ingredients).Amount);
    }

    [Fact]
    public void Plain_text_stays_as_it_is() =>
        Assert.Equal("salt <b>& pepper</b>", Assert.Single(Read(Fixture(Ingredient(1, 1, 1, "salt <b>& pepper</b>"))).Ingredients).Description);

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.Single(Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Fixture(Food(1, "salt")))]).Foods);

    [Fact]
    public void A_name_may_have_255_characters_whatever_their_bytes() =>
        Assert.Empty(Read(Fixture(Food(1, string.Concat(Enumerable.Repeat("🧄", 255))))).Errors);

    [Fact]
    public void Unknown_fields_and_models_can_be_ignored()
    {
        var reader = new FixtureReader(ignoreNonexistent: true);
        reader.Read("f.json", Encoding.UTF8.GetBytes(Fixture(
            Recipe(1, "Stew", "\"colour\": \"red\""),
            """{ "model": "auth.user", "pk": 1, "fields": {} }""")));
        var fixture = reader.Finish();

        Assert.Empty(fixture.Errors);
        Assert.Single(fixture.Records);
    }

    [Fact]
    public void All_errors_are_found()
    {
        var fixture = Read(Fixture(Recipe(0, "Stew"), Recipe(1, " ", "\"servings\": 0, \"colour\": 1"), Food(1, "salt")));

        Assert.Equal(
            ["pk", "name", "servings", "colour"],
            fixture.Errors.Select(error => error.Field));
        Assert.Single(fixture.Records);
    }

    internal static Fixture Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    internal static Fixture Read(byte[] json)
    {
        var reader = new FixtureReader();
        reader.Read("f.json", json);
        return reader.Finish();
    }
}
