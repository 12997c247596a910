namespace Cookbook.Tests.Caching.Http;

/// <summary>Notes in which nobody writes, for the tests of a class that bring their own pages.</summary>
public sealed class CalmNotes(TestServers servers) : IAsyncLifetime
{
    private NotesDatabase? _database;

    internal NotesDatabase Database => _database!;

    internal string Redis => servers.Redis;

    public async ValueTask InitializeAsync() => _database = await NotesDatabase.CreateAsync(servers);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
