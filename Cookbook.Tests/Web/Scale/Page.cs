using System.Globalization;
using System.Net;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Scale;

/// <summary>A page of the site, and at which addresses it is asked for.</summary>
/// <param name="Name">As it stands in a table of figures.</param>
/// <param name="Address">The one for a number from 0 on: another recipe each time, or the same page.</param>
/// <param name="Status">The answer.</param>
internal sealed record Page(string Name, Func<int, string> Address, HttpStatusCode Status = HttpStatusCode.OK)
{
    /// <summary>Whether what it shows hangs on each line of each recipe, so that no index spares a look at them.</summary>
    public bool LooksAtAll { get; init; }

    /// <summary>Whether it asks Postgres anything: what shows the cache, an empty form or a drawing does not.</summary>
    public bool HasSql { get; init; } = true;

    /// <summary>What it may take with 100,000 recipes, in milliseconds, at the 95th percentile. The target is 100; docs/performance.md says why where it is missed.</summary>
    public double Most { get; init; } = 100;

    /// <summary>Whether strangers may ask for it; what asks Postgres is cached then.</summary>
    public bool IsPublic => !Name.Contains("/admin", StringComparison.Ordinal);

    /// <summary>What the public and the administrators look at: lists at their beginnings and ends, words that are in all recipes and in none.</summary>
    public static async Task<IReadOnlyList<Page>> AllAsync(CookbookDbContext db)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var total = await db.Recipes.CountAsync(cancellationToken);
        var some = await db.Recipes.Where(recipe => recipe.Id % (total / 10) == 1).OrderBy(recipe => recipe.Id)
            .Select(recipe => new { recipe.Id, recipe.Slug }).ToListAsync(cancellationToken);
        var old = await db.OldSlugs.OrderBy(moved => moved.RecipeId % (total / 10)).Take(some.Count).Select(moved => moved.Slug).ToListAsync(cancellationToken);
        var salt = await db.Foods.Where(food => food.Name == "salt").Select(food => food.Id).SingleAsync(cancellationToken);
        var vegetarian = await db.Tags.Where(tag => tag.Name == "vegetarian").Select(tag => tag.Id).SingleAsync(cancellationToken);
        var account = await db.Accounts.MinAsync(someone => someone.Id, cancellationToken);
        var tagged = await db.Recipes.CountAsync(recipe => recipe.Tags.Any(tag => tag.Id == vegetarian), cancellationToken);
        var salted = await db.Recipes.CountAsync(recipe => recipe.Ingredients.Any(line => line.FoodId == salt), cancellationToken);
        var (cookbook, listed) = (PagesOf(total, 10), PagesOf(total, 50));
        return
        [
            One("/"),
            One("/cookbook/", "first page"),
            One("/cookbook/?page=…", "middle page", cookbook / 2),
            One("/cookbook/?page=…", "last page", cookbook),
            new("`/recipes/{slug}`", number => $"/recipes/{some[number % some.Count].Slug}"),
            new("`/recipes/{slug}`, moved", number => $"/recipes/{old[number % old.Count]}", HttpStatusCode.MovedPermanently),
            new("`/plates/{slug}.svg`", number => $"/plates/{some[number % some.Count].Slug}.svg") { HasSql = false },
            One("/admin"),
            One("/admin/recipes", "first page"),
            One("/admin/recipes?page=…", "middle page", listed / 2),
            One("/admin/recipes?page=…", "last page", listed),
            One("/admin/recipes?sort=-name"),
            One("/admin/recipes?sort=-updated"),
            One("/admin/recipes?sort=updated&page=…", "last page", listed),
            One("/admin/recipes?q=with", "all have it"),
            One("/admin/recipes?q=leek", "one in eighty"),
            One("/admin/recipes?q=venison+ragout", "few"),
            One("/admin/recipes?q=xylophone", "none"),
            One("/admin/recipes?tag=vegetarian", "half"),
            One("/admin/recipes?tag=vegetarian&page=…", "middle page", PagesOf(tagged, 100)),
            One("/admin/recipes?tag=vegetarian&page=…", "last page", PagesOf(tagged, 50)),
            One("/admin/recipes?tag=peruvian", "few"),
            One("/admin/recipes?food=salt", "most"),
            One("/admin/recipes?food=salt&page=…", "middle page", PagesOf(salted, 100)) with { Most = 200 },
            One("/admin/recipes?food=lavender", "few"),
            One("/admin/recipes?q=leek&tag=winter&food=salt"),
            One("/admin/recipes?empty=true", "none") with { LooksAtAll = true, Most = 400 },
            new("`/admin/recipes/{id}`", number => $"/admin/recipes/{some[number % some.Count].Id}"),
            new("`/admin/recipes/{id}/history`", number => $"/admin/recipes/{some[number % some.Count].Id}/history"),
            new("`/admin/recipes/delete?id=…`", number => $"/admin/recipes/delete?id={some[number % some.Count].Id}"),
            One("/admin/recipes/deleted"),
            One("/admin/recipes/add"),
            One("/admin/foods"),
            One("/admin/foods?sort=-recipes") with { Most = 400 },
            One("/admin/foods?unused=true"),
            One("/admin/foods?q=rice"),
            One("/admin/foods/…", "in most recipes", salt),
            One("/admin/foods/delete?id=…", "in most recipes", salt),
            One("/admin/foods/…/history", "in most recipes", salt),
            One("/admin/foods/deleted"),
            One("/admin/foods/add") with { HasSql = false },
            One("/admin/foods/suggest?q=gar"),
            One("/admin/tags"),
            One("/admin/tags?sort=-recipes"),
            One("/admin/tags/…", "of half of the recipes", vegetarian),
            One("/admin/tags/delete?id=…", "of half of the recipes", vegetarian),
            One("/admin/tags/…/history", "of half of the recipes", vegetarian),
            One("/admin/tags/deleted"),
            One("/admin/tags/add") with { HasSql = false },
            One("/admin/log"),
            One("/admin/account"),
            One("/admin/accounts"),
            One("/admin/accounts/…", "", account),
            One("/admin/accounts/delete?id=…", "", account),
            One("/admin/accounts/add") with { HasSql = false },
            One("/admin/cache") with { HasSql = false },
            One("/admin/cache/entries") with { HasSql = false },
            One("/admin/cache/why") with { HasSql = false },
            One("/admin/cache/delete") with { HasSql = false },
        ];

        static Page One(string address, string which = "", int number = 0) => new(
            $"`{address}`{(which.Length == 0 ? "" : $", {which}")}",
            _ => address.Replace("…", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        static int PagesOf(int rows, int size) => (rows + size - 1) / size;
    }
}
