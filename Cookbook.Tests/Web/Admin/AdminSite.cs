using Cookbook.Data.Accounts;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>One site for all tests of a class, each of which looks at its own rows alone; and somebody of each role who is signed in.</summary>
public sealed class AdminSite(TestServers servers) : IAsyncLifetime
{
    private readonly Dictionary<string, Browser> _browsers = [];
    private RecipeDatabase? _database;
    private WebSite? _site;

    internal RecipeDatabase Database => _database!;

    internal WebSite Site => _site!;

    internal Browser Administrator => As(Role.Administrator);

    internal Browser Editor => As(Role.Editor);

    internal Browser Viewer => As(Role.Viewer);

    internal Browser As(string role) => _browsers[role];

    public async ValueTask InitializeAsync()
    {
        _database = await RecipeDatabase.CreateAsync(servers);
        _site = Browser.Behind(_database.ConnectionString);
        foreach (var role in (string[])[Role.Administrator, Role.Editor, Role.Viewer])
        {
            _browsers[role] = await _site.BrowseAsAsync(role);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }
}
