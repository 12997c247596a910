using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>Rows with a pk of the file's choice do not move the sequence that the application's next row takes its own from.</summary>
internal static class IdentitySequences
{
    /// <summary>Forward only: a number that the application has drawn is not drawn again.</summary>
    public static async Task MoveBehindAsync(CookbookDbContext db, IReadOnlyDictionary<Type, int> highestKeys, CancellationToken cancellationToken)
    {
        foreach (var (type, highest) in highestKeys)
        {
            var entity = db.Model.FindEntityType(type)!;
            var table = entity.GetSchemaQualifiedTableName();
            var column = entity.FindPrimaryKey()!.Properties[0].GetColumnName();
            await db.Database.ExecuteSqlAsync(
                $"""
                SELECT setval(sequence::regclass, {highest}) FROM pg_get_serial_sequence({table}, {column}) AS sequence
                WHERE {highest} > COALESCE(pg_sequence_last_value(sequence::regclass), 0)
                """,
                cancellationToken);
        }
    }
}
