namespace Cookbook.Data.Recipes.Editing;

/// <summary>What an editor writes of a recipe: all that a form holds and a revision keeps.</summary>
public sealed record RecipeContent
{
    public string Name { get; init; } = "";

    /// <summary>Inline HTML, cleaned.</summary>
    public string Description { get; init; } = "";

    /// <summary>HTML, cleaned.</summary>
    public string Instructions { get; init; } = "";

    public int? Servings { get; init; }

    public int? PrepMinutes { get; init; }

    public int? CookMinutes { get; init; }

    public string? SourceUrl { get; init; }

    /// <summary>The hash of its photograph; null if it has none.</summary>
    public string? Photo { get; init; }

    /// <summary>In lower case, by name, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>In their order.</summary>
    public IReadOnlyList<IngredientContent> Ingredients { get; init; } = [];

    /// <summary>The same for a recipe that is not there yet: its lines have no rows.</summary>
    public RecipeContent AsNew() => this with { Ingredients = [.. Ingredients.Select(line => line with { Id = null })] };
}

/// <summary>A line of a recipe's list.</summary>
/// <param name="Id">Of the row; null for a line that is new.</param>
/// <param name="Food">The food's name.</param>
/// <param name="Amount">None for "to taste".</param>
/// <param name="Unit">Empty for pieces.</param>
/// <param name="Written">The line in somebody's own words; empty if it is made of the others.</param>
public sealed record IngredientContent(int? Id, string Food, decimal? Amount, string Unit, string Written)
{
    public string Line => IngredientLine.Text(Written, Amount, Unit, Food);

    /// <summary>Whether they say the same in the same fields, whichever rows they are of. "2 large eggs" can be an amount of "large eggs", too.</summary>
    public bool IsSame(IngredientContent? other) => other is not null && this with { Id = null } == other with { Id = null };

    /// <summary>For people: "250 g · lentils". The dot is where the unit ends: "2 large · eggs" are not "2 · large eggs".</summary>
    public override string ToString()
    {
        var parts = IngredientLine.Text("", Amount, Unit.Length == 0 ? "" : $"{Unit} ·", Food);
        return Written.Length == 0 ? parts : $"{Written} [{parts}]";
    }
}
