using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Tests.Data;

/// <summary>What two editors have made of one recipe, put together.</summary>
public sealed class MergingRecipes
{
    private static readonly RecipeContent Seen = new()
    {
        Name = "Dal",
        Description = "Lentils",
        Instructions = "<p>Cook.</p>",
        Servings = 4,
        Tags = ["indian", "quick"],
        Ingredients = [Line(1, "lentils"), Line(2, "onion"), Line(3, "salt")],
    };

    [Fact]
    public void What_only_one_has_changed_is_taken_from_that_one()
    {
        var merge = RecipeMerge.Of(Seen, Seen with { Servings = 6 }, Seen with { Name = "Dal tadka" });

        Assert.Equal(Seen with { Name = "Dal tadka", Servings = 6 }, merge.Content);
        Assert.Equal(["Servings"], merge.Theirs.Select(field => field.Name));
        Assert.Empty(merge.Conflicts);
    }

    [Fact]
    public void What_both_have_changed_alike_is_no_conflict()
    {
        var both = Seen with { Servings = 6, Name = "Dal tadka" };

        var merge = RecipeMerge.Of(Seen, both, both);

        Assert.Equal(both, merge.Content);
        Assert.Empty(merge.Conflicts);
        Assert.Empty(merge.Theirs);
    }

    [Fact]
    public void What_each_has_changed_in_another_way_is_a_conflict_and_stays_as_typed()
    {
        var merge = RecipeMerge.Of(Seen, Seen with { Name = "Theirs", Servings = 6 }, Seen with { Name = "Mine" });

        Assert.Equal(["Name"], merge.Conflicts.Select(field => field.Name));
        Assert.Equal(Seen with { Name = "Mine", Servings = 6 }, merge.Content);
    }

    [Fact]
    public void Tags_that_one_adds_and_the_other_removes_are_added_and_removed()
    {
        var merge = RecipeMerge.Of(Seen, Seen with { Tags = ["indian", "quick", "vegan"] }, Seen with { Tags = ["indian", "soup"] });

        Assert.Equal(["indian", "soup", "vegan"], merge.Content.Tags);
        Assert.Empty(merge.Conflicts);
    }

    [Theory]
    [InlineData("1 2 3", "1 2 3 4", "1 2 3 +a", "1 2 3 +a 4")] // each adds one
    [InlineData("1 2 3", "1 3", "1 2 3 +a", "1 3 +a")] // they delete, you add
    [InlineData("1 2 3", "1 2 3 4", "1 3", "1 3 4")] // you delete, they add
    [InlineData("1 2 3", "3 2 1", "1 2x 3", "3 2x 1")] // they move, you change
    [InlineData("1 2 3", "1x 2 3", "3 2 1", "3 2 1x")] // you move, they change
    [InlineData("1 2 3", "1x 2 3", "1 2 3x", "1x 2 3x")] // each changes another
    [InlineData("1 2 3", "4 1 2 3", "1 2 3x", "4 1 2 3x")] // theirs stays first
    [InlineData("1 2 3", "1 4 2 3", "3 2 1 +a", "3 2 1 4 +a")] // theirs stays behind the line where it was
    [InlineData("1 2 3", "1 2 3 4a", "1 2 3 +a", "1 2 3 4a")] // added twice in the same words
    [InlineData("1 2 3", "2 3", "2 3", "2 3")] // both delete it
    [InlineData("1 2 3", "", "1 2 3 +a", "+a")] // they delete all
    public void Ingredients_are_merged_line_by_line(string seen, string stored, string typed, string expected)
    {
        var merge = RecipeMerge.Of(With(seen), With(stored), With(typed));

        Assert.Empty(merge.Conflicts);
        Assert.Equal(expected, Short(merge.Content));
    }

    [Theory]
    [InlineData("1 2 3", "1 2x 3", "1 2y 3")] // each changes it in another way
    [InlineData("1 2 3", "1 3", "1 2y 3")] // they delete what you change
    [InlineData("1 2 3", "1 2x 3", "1 3")] // you delete what they change
    public void A_line_that_both_have_changed_is_a_conflict_of_the_list(string seen, string stored, string typed)
    {
        var merge = RecipeMerge.Of(With(seen), With(stored), With(typed));

        Assert.Equal(["Ingredients"], merge.Conflicts.Select(field => field.Name));
        Assert.Equal(typed, Short(merge.Content));
    }

    private static IngredientContent Line(int? id, string food) => new(id, food, null, "", "");

    /// <summary>"1 2x +a": lines 1 and 2, the second changed, and a new one.</summary>
    private static RecipeContent With(string lines) => Seen with
    {
        Ingredients = [.. lines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            line[0] == '+' ? Line(null, line[1..]) : Line(line[0] - '0', line.Length > 1 ? line[1..] : "unchanged " + line[0]))],
    };

    private static string Short(RecipeContent content) => string.Join(' ', content.Ingredients.Select(line =>
        line.Id is { } id ? $"{id}{(line.Food.StartsWith("unchanged", StringComparison.Ordinal) ? "" : line.Food)}" : $"+{line.Food}"));
}
