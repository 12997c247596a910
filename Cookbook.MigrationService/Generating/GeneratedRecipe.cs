namespace Cookbook.MigrationService.Generating;

/// <summary>A recipe that nobody wrote, before it has keys.</summary>
internal sealed record GeneratedRecipe
{
    public required string Name { get; init; }

    /// <summary>The one it asks for; it gets a number if another recipe has it.</summary>
    public required string Slug { get; init; }

    public required string Description { get; init; }

    public required string Instructions { get; init; }

    public required int Servings { get; init; }

    public required TimeSpan PrepTime { get; init; }

    /// <summary>None for what is not cooked.</summary>
    public required TimeSpan? CookTime { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<GeneratedLine> Lines { get; init; }
}

/// <summary>A line of its list.</summary>
/// <param name="Food">The food's name.</param>
/// <param name="Amount">None for "to taste".</param>
/// <param name="Unit">Empty for pieces.</param>
/// <param name="Written">In words of its own, or empty.</param>
internal sealed record GeneratedLine(string Food, decimal? Amount, string Unit, string Written);
