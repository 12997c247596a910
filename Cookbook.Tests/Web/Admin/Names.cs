using System.Net;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Foods and tags of a test's own, and what the database holds of them.</summary>
internal static class Names
{
    /// <summary>What no other test has.</summary>
    public static string New() => $"name-{Guid.NewGuid():N}";

    public static async Task<Browser> BrowseAsAsync(this WebSite site, string role)
    {
        var browser = new Browser(site);
        await browser.MustSignInAsync(await site.AddAccountAsync(role), Accounts.Password);
        return browser;
    }

    public static Task<T> AskAsync<T>(this WebSite site, Func<CookbookDbContext, Task<T>> ask) => AskAsync(site.Services, ask);

    /// <summary>A food or a tag; returns its address on the admin site.</summary>
    /// <param name="site">Where.</param>
    /// <param name="kind"><c>foods</c> or <c>tags</c>.</param>
    /// <param name="name">As it is stored.</param>
    /// <param name="users">Recipes that use it.</param>
    public static Task<string> AddNameAsync(this WebSite site, string kind, string name, params Recipe[] users) => site.AskAsync(async db =>
    {
        INamed named = kind == "foods" ? new Food { Name = name } : new Tag { Name = name };
        db.Add(named);
        db.Recipes.AddRange(users);
        foreach (var recipe in users)
        {
            if (named is Tag tag)
            {
                recipe.Tags.Add(tag);
            }
            else
            {
                recipe.Ingredients.Add(new Ingredient { Food = (Food)named, UnitOfMeasure = "", Description = name });
            }
        }

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return $"/admin/{kind}/{named.Id}";
    });

    /// <summary>How many foods or tags have this name.</summary>
    public static Task<int> CountAsync(this WebSite site, string kind, string name) => site.AskAsync(db => kind == "foods"
        ? db.Foods.CountAsync(food => food.Name == name, TestContext.Current.CancellationToken)
        : db.Tags.CountAsync(tag => tag.Name == name, TestContext.Current.CancellationToken));

    /// <summary>The entries that contain this, the oldest first.</summary>
    public static Task<List<string>> AuditAboutAsync(this WebSite site, string text) => site.AskAsync(db => db.AuditEntries
        .Where(entry => entry.Action.Contains(text))
        .OrderBy(entry => entry.Id)
        .Select(entry => entry.Action)
        .ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>"foods", "/admin/foods/7" gives "/admin/foods/delete?id=7".</summary>
    public static string DeletionOf(string kind, params string[] addresses) =>
        $"/admin/{kind}/delete?{string.Join('&', addresses.Select(address => $"id={address.Split('/')[^1]}"))}";

    public static void MustLeadTo(this HttpResponseMessage response, string address) =>
        Assert.Equal((HttpStatusCode.Found, address), (response.StatusCode, response.Headers.Location?.OriginalString));

    private static async Task<T> AskAsync<T>(IServiceProvider services, Func<CookbookDbContext, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<CookbookDbContext>());
    }
}
