namespace Cookbook.Data.Recipes;

/// <summary>What recipes are found by: a food or a tag.</summary>
public interface INamed
{
    int Id { get; }

    string Name { get; set; }

    /// <summary>Postgres's xmin: changes with every update of the row; an update that was based on another version fails.</summary>
    uint Version { get; }
}
