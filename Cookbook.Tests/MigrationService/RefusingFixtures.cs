using System.Text.Json;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

/// <summary>Every error names the file, the record, the field, the bad value and what is expected.</summary>
public sealed class RefusingFixtures
{
    [Theory]
    [InlineData("", "f.json: is empty")]
    [InlineData("  \n", "f.json: is empty")]
    [InlineData("{}", "f.json: the file must be an array of records, not an object")]
    [InlineData("\"x\"", "f.json: the file must be an array of records, not a text")]
    [InlineData("[\n  {\"model\" }\n]", "f.json: is not JSON: line 2, byte 12: ")]
    public void A_file_that_is_no_fixture(string json, string expected) => AssertRefused(expected, json);

    [Fact]
    public void A_file_that_is_not_UTF8() => Assert.StartsWith(
        "f.json: is not UTF-8 (byte 2)", Assert.Single(ReadingFixtures.Read([.. "[\""u8, 0xE9, .. "\"]"u8]).Errors).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[5]""", "f.json: record 0 (no model, no pk): 5 is not an object with model, pk and fields.")]
    [InlineData("""[{ "pk": 1, "fields": {} }]""", "f.json: record 0 (no model, no pk), field model: is missing, or not a text.")]
    [InlineData(
        """[{ "model": "auth.user", "pk": 1, "fields": {} }]""",
        "f.json: record 0 (\"auth.user\", no pk), field model: there is no such model; known are cookbook.recipe, cookbook.food, cookbook.ingredient.")]
    [InlineData("""[{ "model": "cookbook.food", "fields": {} }]""", "f.json: record 0 (cookbook.food, no pk), field pk: is missing; every record needs one.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": "1", "fields": {} }]""", "field pk: \"1\" is not a whole number from 1 to 1000000000.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1.5, "fields": {} }]""", "field pk: 1.5 is not a whole number from 1 to 1000000000.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 0, "fields": {} }]""", "field pk: 0 is not a whole number from 1 to 1000000000.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1000000001, "fields": {} }]""", "field pk: 1000000001 is not a whole number")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 2147483647, "fields": {} }]""", "field pk: 2147483647 is not a whole number")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 3000000000, "fields": {} }]""", "field pk: 3000000000 is not a whole number")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1 }]""", "f.json: record 0 (cookbook.food, pk 1), field fields: is missing, or not an object.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": [] }]""", "field fields: is missing, or not an object.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": {} }]""", "f.json: record 0 (cookbook.food, pk 1), field name: is missing; it must be there.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": { "name": 4 } }]""", "field name: 4 is not a text.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": { "name": null } }]""", "field name: null is not a text.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": { "name": " " } }]""", "field name: \" \" is blank; it must say something.")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": { "name": "a\u0000b" } }]""", "is not a text that can be stored")]
    [InlineData("""[{ "model": "cookbook.food", "pk": 1, "fields": { "name": "\ud800" } }]""", "is not a text that can be stored")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "fields": { "name": "salt", "colour": "white" } }]""",
        "field colour: there is no such field; known are name. The option --ignorenonexistent leaves unknown ones out.")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "fields": { "name": "salt", "\u001b[2J": "white" } }]""",
        "field \"\\u001B[2J\": there is no such field")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "fields": { "\ud800": "white", "name": "salt" } }]""",
        "f.json: record 0 (cookbook.food, pk 1), field fields: a name in it has half a surrogate pair.")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "\ud800": 1, "fields": { "name": "salt" } }]""",
        "f.json: record 0 (no model, no pk): a name in it has half a surrogate pair.")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "pk": 2, "fields": { "name": "salt" } }]""",
        "f.json: record 0 (cookbook.food, pk 2), field pk: stands twice in this record.")]
    [InlineData(
        """[{ "model": "cookbook.food", "pk": 1, "fields": { "name": "salt", "n\u0061me": "pepper", "name": "dill" } }]""",
        "f.json: record 0 (cookbook.food, pk 1), field name: stands twice in this record.")]
    public void A_record_that_is_none(string json, string expected) => AssertRefused(expected, json);

    [Theory]
    [InlineData("\"slug\": \"A Stew\"", "field slug: \"A Stew\" is not a slug")]
    [InlineData("\"slug\": \"-stew\"", "field slug: \"-stew\" is not a slug")]
    [InlineData("\"slug\": \"\"", "field slug: \"\" is not a slug")]
    [InlineData("\"servings\": 0", "field servings: 0 is not a whole number from 1 to")]
    [InlineData("\"servings\": \"4\"", "field servings: \"4\" is not a whole number from 1 to")]
    [InlineData("\"servings\": 2.5", "field servings: 2.5 is not a whole number from 1 to")]
    [InlineData("\"prep_time\": \"20 minutes\"", "field prep_time: \"20 minutes\" is not a duration in whole minutes: \"HH:MM:00\" or \"D HH:MM:00\".")]
    [InlineData("\"prep_time\": \"00:20:30\"", "field prep_time: \"00:20:30\" is not a duration in whole minutes")]
    [InlineData("\"cook_time\": \"25:00:00\"", "field cook_time: \"25:00:00\" is not a duration in whole minutes")]
    [InlineData("\"cook_time\": \"-1 00:10:00\"", "field cook_time: \"-1 00:10:00\" is not a duration in whole minutes")]
    [InlineData("\"cook_time\": 20", "field cook_time: 20 is not a duration in whole minutes")]
    [InlineData("\"source_url\": \"javascript:alert(1)\"", "field source_url: \"javascript:alert(1)\" is not an absolute http or https address.")]
    [InlineData("\"source_url\": \"/stew\"", "field source_url: \"/stew\" is not an absolute http or https address.")]
    [InlineData("\"tags\": \"winter\"", "field tags: \"winter\" is not an array of names.")]
    [InlineData("\"tags\": [\"winter\", 3]", "field tags: 3 is not a text.")]
    [InlineData("\"tags\": [\"\"]", "field tags: \"\" is blank")]
    public void A_recipe_field_that_does_not_fit(string field, string expected) => AssertRefused(expected, Fixture(Recipe(1, "Stew", field)));

    [Theory]
    [InlineData("\"amount\": \"1/2\"", "f.json: record 0 (cookbook.ingredient, pk 9), field amount: \"1/2\" is not a decimal number with at most 3 digits before and 3 after the point.")]
    [InlineData("\"amount\": \"1000\"", "field amount: \"1000\" is not a decimal number with at most 3 digits before and 3 after the point.")]
    [InlineData("\"amount\": 0.0005", "field amount: 0.0005 is not a decimal number with at most 3 digits before and 3 after the point.")]
    [InlineData("\"amount\": \"-1\"", "field amount: \"-1\" is negative; an amount is 0 or more.")]
    [InlineData("\"amount\": \"NaN\"", "field amount: \"NaN\" is not a decimal number")]
    [InlineData("\"amount\": [1]", "field amount: [1] is not a decimal number")]
    [InlineData("\"position\": -1", "field position: -1 is not a whole number from 0 to")]
    [InlineData("\"position\": \"first\"", "field position: \"first\" is not a whole number from 0 to")]
    public void An_ingredient_field_that_does_not_fit(string field, string expected) => AssertRefused(expected, Fixture(Ingredient(9, 1, 1, more: field)));

    [Theory]
    [InlineData("desc")]
    [InlineData("instructions")]
    public void HTML_that_is_longer_than_any_recipe(string field)
    {
        var fields = new Dictionary<string, string> { ["name"] = "Stew", ["desc"] = "", ["instructions"] = "", [field] = new('x', 50_001) };

        AssertRefused(
            $"record 0 (cookbook.recipe, pk 1), field {field}: \"{new string('x', 59)}… has 50001 characters; 50000 is the most.",
            JsonSerializer.Serialize(new[] { new { model = "cookbook.recipe", pk = 1, fields } }));
    }

    [Theory]
    [InlineData("1000000001", "field recipe: 1000000001 is not the pk of a recipe: a whole number from 1 to 1000000000.")]
    [InlineData("true", "field recipe: true is not the pk of a recipe")]
    [InlineData("0", "field recipe: 0 is not the pk of a recipe")]
    [InlineData("null", "field recipe: null is not the pk of a recipe")]
    public void A_reference_that_is_no_key(string recipe, string expected) => AssertRefused(
        expected,
        $$"""[{ "model": "cookbook.ingredient", "pk": 1, "fields": { "recipe": {{recipe}}, "food": 1, "unit_of_measure": "", "desc": "" } }]""");

    [Fact]
    public void A_text_that_is_too_long() => AssertRefused("has 256 characters; 255 is the most.", Fixture(Food(1, new string('x', 256))));

    [Fact]
    public void A_key_that_stands_there_twice() =>
        AssertRefused("f.json: record 1 (cookbook.food, pk 4), field pk: 4 stands already in f.json, record 0.", Fixture(Food(4, "salt"), Food(4, "pepper")));

    [Fact]
    public void A_slug_that_stands_there_twice() => AssertRefused(
        "f.json: record 1 (cookbook.recipe, pk 2), field slug: \"stew\" stands already in f.json, record 0; it must be unique.",
        Fixture(Recipe(1, "Stew", "\"slug\": \"stew\""), Recipe(2, "Other stew", "\"slug\": \"stew\"")));

    private static void AssertRefused(string expected, string json)
    {
        var fixture = ReadingFixtures.Read(json);

        Assert.Contains(expected, Assert.Single(fixture.Errors).ToString(), StringComparison.Ordinal);
    }
}
