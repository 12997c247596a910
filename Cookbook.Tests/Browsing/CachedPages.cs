using Cookbook.Tests.Data;

namespace Cookbook.Tests.Browsing;

/// <summary>One <see cref="CachedSite"/> for all tests of a class, which only look.</summary>
public sealed class CachedPages(TestServers servers, Chromium chromium) : IAsyncLifetime
{
    private CachedSite? _site;

    internal CachedSite Site => _site!;

    public async ValueTask InitializeAsync()
    {
        var database = await RecipeDatabase.CreateAsync(servers, "sample");
        _site = await CachedSite.StartAsync(database.ConnectionString, servers.Redis, servers.Redis, chromium);
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }
}
