using System.Net;
using System.Net.Http.Json;
using Cookbook.Caching.Tokens;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Data;
using Cookbook.Web.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>Two replicas on one Redis, for the tests of a class, each of which looks at pages of its own; and somebody of each role.</summary>
public sealed class InspectedSite(TestServers servers) : IAsyncLifetime
{
    /// <summary>The moment is worked out anew each time from an age, which two clocks tell.</summary>
    private static readonly TimeSpan OneClock = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, Browser> _browsers = [];
    private WebSite? _site;
    private WebSite? _other;
    private RedisKeys? _keys;

    internal string Database { get; private set; } = "";

    internal string Redis => servers.Redis;

    internal WebSite Site => _site!;

    internal WebSite Other => _other!;

    internal RedisKeys Keys => _keys!;

    internal Browser Administrator => As(Role.Administrator);

    internal string AdministratorsAddress { get; private set; } = "";

    internal Browser As(string role) => _browsers[role];

    public async ValueTask InitializeAsync()
    {
        Database = (await RecipeDatabase.CreateAsync(servers, "sample")).ConnectionString;
        _site = Browser.Behind(Database, Redis);
        _other = Browser.Behind(Database, Redis, ("OutputCaching:Prefix", _site.Prefix));
        _keys = await RedisKeys.OpenAsync(Redis, _site);
        foreach (var role in Role.All)
        {
            var (browser, email) = (new Browser(_site), await _site.AddAccountAsync(role));
            await browser.MustSignInAsync(email, Accounts.Password);
            _browsers[role] = browser;
            AdministratorsAddress = role == Role.Administrator ? email : AdministratorsAddress;
        }

        await Eventually.IsTrue("both replicas hear of writes", () => IsSure(_site) && IsSure(_other));
    }

    /// <summary>A recipe's page that lies in Redis and in the memory of both replicas. Returns its address, which is its key.</summary>
    internal async Task<string> AddPageAsync()
    {
        var name = Names.New();
        await Site.StoreAsync(StoredRecipes.Stew(name));
        await Site.CatchUpAsync();
        await Other.CatchUpAsync();
        var address = $"/recipes/{name}";
        await Site.ReadAsync(address);
        await Eventually.IsTrue("the page is in Redis", () => IsInRedisAsync(address));
        Assert.True(await Other.IsHitAsync(address));
        return address;
    }

    internal async Task<bool> IsInRedisAsync(string key) => (await Keys.AllAsync()).Exists(name => name.EndsWith(key, StringComparison.Ordinal));

    /// <summary>When the page that this replica would serve was made; null if it has none.</summary>
    internal async Task<DateTimeOffset?> MadeAsync(WebSite replica, string key) => (await EntryAsync(replica, key))?.Page.Made;

    /// <summary>The page that this replica would serve is still the one that was made then.</summary>
    internal async Task MustBeTheSameAsync(WebSite replica, string key, DateTimeOffset? made) =>
        Assert.InRange((await MadeAsync(replica, key) - made)!.Value.Duration(), TimeSpan.Zero, OneClock);

    internal async Task<CachedPageDetails?> EntryAsync(WebSite replica, string key)
    {
        using var response = await Administrator.At(replica).GetAsync($"/api/cache/entry?key={Uri.EscapeDataString(key)}");
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<CachedPageDetails>(TestContext.Current.CancellationToken);
    }

    /// <summary>Whoever comes next, on whichever replica, gets a page that was made after this moment.</summary>
    internal async Task MustBeMadeAnewAsync(string address, DateTimeOffset than)
    {
        foreach (var replica in (WebSite[])[Site, Other])
        {
            await Eventually.IsTrue("the replica has a page made anew", async () =>
            {
                await replica.ReadAsync(address);
                return await MadeAsync(replica, address) > than + OneClock;
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in (IAsyncDisposable?[])[_keys, _other, _site])
        {
            if (disposable is not null)
            {
                await disposable.DisposeAsync();
            }
        }
    }

    private static bool IsSure(WebSite site) => site.Services.GetRequiredService<TokenBook>().Sure is not null;
}
