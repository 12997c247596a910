using System.Globalization;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Generating;

internal static class FreeSlugs
{
    /// <summary>
    /// Each as wanted, or with the first of -2, -3, … that no recipe has or had. None of those wanted ends in a number, so those that get
    /// one do not get in each other's way. A command or two, and one for each further number.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="wanted">No two alike.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<IReadOnlyList<string>> FreeSlugsAsync(this CookbookDbContext db, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var slugs = wanted.ToArray();
        var open = Enumerable.Range(0, slugs.Length).ToList();
        for (var number = 2; open.Count > 0; number++)
        {
            var asked = open.ConvertAll(index => slugs[index]);
            var taken = (await db.Recipes.Where(recipe => asked.Contains(recipe.Slug)).Select(recipe => recipe.Slug)
                .Concat(db.OldSlugs.Where(old => asked.Contains(old.Slug)).Select(old => old.Slug))
                .ToListAsync(cancellationToken)).ToHashSet();
            open.RemoveAll(index => !taken.Contains(slugs[index]));
            foreach (var index in open)
            {
                slugs[index] = string.Create(CultureInfo.InvariantCulture, $"{wanted[index]}-{number}");
            }
        }

        return slugs;
    }
}
