using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using Cookbook.Tests.Web;
using Cookbook.Tests.Web.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The site with the sample's sixty recipes, for browsers that only look; and what addresses name by braces.</summary>
public sealed class BrowsedSite(TestServers servers) : IAsyncLifetime
{
    /// <summary>An address that fails.</summary>
    public const string Fault = "/fault";

    private readonly Dictionary<string, string> _things = [];
    private readonly Dictionary<string, (string Email, Cookie Cookie)> _sessions = [];
    private WebSite? _site;

    internal WebSite Site => _site!;

    /// <summary>A site in a database with this name, as browsers visit it; it may set its cookies without TLS.</summary>
    internal static WebSite Start(string database, params (string Key, string Value)[] settings) =>
        new WebSite(database, null, settings) { Environment = "Development" }.Start();

    public async ValueTask InitializeAsync()
    {
        _site = Start((await RecipeDatabase.CreateAsync(servers, "sample")).ConnectionString);
        _site.Pages.Add(Fault, _ => throw new InvalidOperationException("burnt onions"));
        foreach (var role in Role.All)
        {
            _sessions[role] = await BeginSessionAsync(_site, role);
        }

        var token = TestContext.Current.CancellationToken;
        var account = await _site.AccountAsync(await _site.AddAccountAsync(Role.Editor));
        await _site.AddPasskeyAsync(account.Email!, "Kitchen tablet");
        _things["passkey"] = (await _site.AddPasskeyAsync(_sessions[Role.Administrator].Email, "Kitchen tablet")).Split('/')[^1];
        _things["account"] = account.Id.ToString(CultureInfo.InvariantCulture);
        _things["recipe"] = await _site.AskAsync(db => db.Recipes.OrderBy(recipe => recipe.Id).Select(recipe => recipe.Slug).FirstAsync(token));
        _things["recipe id"] = await FirstAsync(db => db.Recipes.Select(recipe => recipe.Id));
        _things["food"] = await FirstAsync(db => db.Foods.Where(food => db.Set<Ingredient>().Any(line => line.FoodId == food.Id)).Select(food => food.Id));
        _things["tag"] = await FirstAsync(db => db.Tags.Where(tag => tag.Recipes.Count > 0).Select(tag => tag.Id));
        _things["unused food"] = (await _site.AddNameAsync("foods", Names.New())).Split('/')[^1];

        Task<string> FirstAsync(Func<CookbookDbContext, IQueryable<int>> ids) =>
            _site.AskAsync(async db => (await ids(db).OrderBy(id => id).FirstAsync(token)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary><c>/admin/foods/{food}</c> gives <c>/admin/foods/7</c>.</summary>
    internal string Resolve(string address) => _things.Aggregate(address, (resolved, thing) => resolved.Replace($"{{{thing.Key}}}", thing.Value, StringComparison.Ordinal));

    /// <summary>With a session that was begun before: the door lets only ten a minute try.</summary>
    internal Task SignInAsync(Visitor visitor, string role) => visitor.Page.Context.AddCookiesAsync([_sessions[role].Cookie]);

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    /// <summary>Of somebody new.</summary>
    internal static async Task<(string Email, Cookie Cookie)> BeginSessionAsync(WebSite site, string role)
    {
        var (browser, email) = (new Browser(site), await site.AddAccountAsync(role));
        await browser.MustSignInAsync(email, Accounts.Password);
        var cookie = browser.SetCookies["cookbook-session"].Split(';')[0].Split('=', 2);
        return (email, new Cookie { Name = cookie[0], Value = cookie[1], Domain = "localhost", Path = "/" });
    }
}
