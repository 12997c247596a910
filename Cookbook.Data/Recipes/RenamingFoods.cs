using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

public static partial class RenamingFoods
{
    /// <summary>
    /// Puts a food's new name where its old one stands, as whole words and whatever their case, in the lines that somebody has written.
    /// The other lines are made of the name. The recipes with the food are marked as changed. One command.
    /// </summary>
    public static Task RenameInLinesAsync(
        this CookbookDbContext db, int food, string before, string after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);

        // In a regular expression of PostgreSQL's; \w is what its words are made of.
        var name = $@"(?<!\w){Special().Replace(before, @"\$0")}(?!\w)";
        var replacement = after.Replace(@"\", @"\\", StringComparison.Ordinal);
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH line AS (
                UPDATE ingredient SET description = regexp_replace(description, {name}, {replacement}, 'gi')
                WHERE food_id = {food} AND description ~* {name})
            UPDATE recipe SET updated_at = {now} WHERE id IN (SELECT recipe_id FROM ingredient WHERE food_id = {food})
            """,
            cancellationToken);
    }

    [GeneratedRegex(@"[\\^$.|?*+()\[\]{}]")]
    private static partial Regex Special();
}
