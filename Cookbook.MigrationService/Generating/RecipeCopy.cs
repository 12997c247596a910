using Cookbook.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Cookbook.MigrationService.Generating;

/// <summary>
/// Writes many new recipes with PostgreSQL's COPY, in the caller's transaction. The keys are drawn from the tables' own sequences, which
/// therefore need no correction, and nobody who adds a recipe meanwhile draws the same.
/// </summary>
internal sealed class RecipeCopy(CookbookDbContext db)
{
    /// <returns>How many lines of ingredients they have.</returns>
    public async Task<int> WriteAsync(IReadOnlyList<GeneratedRecipe> recipes, StoredNames names, CancellationToken cancellationToken)
    {
        var slugs = await db.FreeSlugsAsync([.. recipes.Select(recipe => recipe.Slug)], cancellationToken);
        var ids = await db.Database
            .SqlQuery<int>($"SELECT nextval(pg_get_serial_sequence('recipe', 'id'))::int AS \"Value\" FROM generate_series(1, {recipes.Count})")
            .ToListAsync(cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await WriteRecipesAsync(connection, recipes, ids, slugs, cancellationToken);
        var lines = await WriteLinesAsync(connection, recipes, ids, names, cancellationToken);
        await WriteTagsAsync(connection, recipes, ids, names, cancellationToken);
        return lines;
    }

    private static async Task WriteRecipesAsync(
        NpgsqlConnection connection, IReadOnlyList<GeneratedRecipe> recipes, List<int> ids, IReadOnlyList<string> slugs, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY recipe (id, name, slug, description, instructions, servings, prep_time, cook_time, created_at, updated_at)
            FROM STDIN (FORMAT binary)
            """,
            cancellationToken);
        foreach (var (index, recipe) in recipes.Index())
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(ids[index], NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(recipe.Name, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(slugs[index], NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(recipe.Description, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recipe.Instructions, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recipe.Servings, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(recipe.PrepTime, NpgsqlDbType.Interval, cancellationToken);
            await copy.WriteAsync(recipe.CookTime, NpgsqlDbType.Interval, cancellationToken);
            await copy.WriteAsync(recipe.CreatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(recipe.UpdatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task<int> WriteLinesAsync(
        NpgsqlConnection connection, IReadOnlyList<GeneratedRecipe> recipes, List<int> ids, StoredNames names, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY ingredient (recipe_id, food_id, amount, unit_of_measure, description, position) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var (index, recipe) in recipes.Index())
        {
            foreach (var (position, line) in recipe.Lines.Index())
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(ids[index], NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(names.Foods[line.Food], NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(line.Amount, NpgsqlDbType.Numeric, cancellationToken);
                await copy.WriteAsync(line.Unit, NpgsqlDbType.Varchar, cancellationToken);
                await copy.WriteAsync(line.Written, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(position, NpgsqlDbType.Integer, cancellationToken);
            }
        }

        return (int)await copy.CompleteAsync(cancellationToken);
    }

    private static async Task WriteTagsAsync(
        NpgsqlConnection connection, IReadOnlyList<GeneratedRecipe> recipes, List<int> ids, StoredNames names, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY recipe_tag (recipe_id, tag_id) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var (index, recipe) in recipes.Index())
        {
            foreach (var tag in recipe.Tags)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(ids[index], NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(names.Tags[tag], NpgsqlDbType.Integer, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
