using System.Globalization;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>Where a record stands: its file as the caller named it, its index there from 0, its model, and its pk if it has a usable one.</summary>
internal sealed record RecordPlace(string File, int Index, string Model, int? Key)
{
    /// <summary>Leaves the application's own rows, whose keys come behind the files', as many numbers and more.</summary>
    public const int MaxKey = 1_000_000_000;

    /// <summary>Only for a record that was read without error.</summary>
    public int RequiredKey => Key ?? throw new InvalidOperationException($"{this} has no pk.");

    public override string ToString() => Key is { } key
        ? string.Create(CultureInfo.InvariantCulture, $"record {Index} ({Model}, pk {key})")
        : string.Create(CultureInfo.InvariantCulture, $"record {Index} ({Model}, no pk)");
}

internal abstract record FixtureRecord(RecordPlace Place)
{
    public int Key => Place.RequiredKey;
}

internal sealed record FoodRecord(RecordPlace Place, string Name) : FixtureRecord(Place);

/// <summary>HTML is cleaned. A field that the file leaves out is not <see cref="Given{T}.Is"/>, and leaves the row as it is.</summary>
internal sealed record RecipeRecord(
    RecordPlace Place,
    string Name,
    string Description,
    string Instructions,
    string? Slug,
    Given<int?> Servings,
    Given<TimeSpan?> PrepTime,
    Given<TimeSpan?> CookTime,
    Given<string?> SourceUrl,
    Given<IReadOnlyList<string>> Tags) : FixtureRecord(Place);

internal sealed record IngredientRecord(
    RecordPlace Place, int Recipe, int Food, decimal? Amount, string UnitOfMeasure, string Description, int? Position) : FixtureRecord(Place);

/// <summary>A field that need not be in the file; null in the file is a value.</summary>
internal readonly record struct Given<T>(bool Is, T Value)
{
    public T Or(T otherwise) => Is ? Value : otherwise;
}
