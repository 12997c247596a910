using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web;

/// <summary>The sixty recipes of the sample seed, for the tests of a class that only read them.</summary>
public sealed class SampleSite(TestServers servers) : IAsyncLifetime
{
    private readonly Lock _lock = new();
    private WebSite? _site;
    private RecipeDatabase? _database;

    internal string Database => _database!.ConnectionString;

    internal string Redis => servers.Redis;

    /// <summary>One for all tests of the class.</summary>
    internal WebSite Shared
    {
        get
        {
            lock (_lock)
            {
                return _site ??= Start();
            }
        }
    }

    /// <summary>Another, with its own settings and its own keys in Redis; the test disposes of it.</summary>
    internal WebSite Start(params (string Key, string Value)[] settings) => new WebSite(Database, Redis, settings).Start();

    public async ValueTask InitializeAsync() => _database = await RecipeDatabase.CreateAsync(servers, "sample");

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }
}
