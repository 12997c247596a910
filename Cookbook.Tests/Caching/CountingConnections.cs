using System.Globalization;
using Cookbook.Caching.Tokens;
using Cookbook.Tests.MigrationService;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching;

/// <summary>What the cache takes of Postgres' connections is what its setting says, and one to listen: whoever deploys it counts with that.</summary>
public sealed class CountingConnections(TestServers servers)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_questions_than_connections_wait_for_each_other()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, settings: ("OutputCaching:TokenConnections", "2"));
        await using var other = await notes.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE cache_token IN ACCESS EXCLUSIVE MODE", CancellationToken);

        // Within a transaction Postgres shows the others as they were when it was first asked.
        await using var watch = await notes.OpenAsync();
        var table = site.Services.GetRequiredService<TokenTable>();
        var questions = Enumerable.Range(0, 6).Select(slot => table.ReadAsync([slot], CancellationToken)).ToList();
        await watch.UntilAsync(Of(2) + " AND wait_event_type = 'Lock'", CancellationToken);
        await watch.UntilAsync(Of(3), CancellationToken);

        await transaction.RollbackAsync(CancellationToken);
        await Task.WhenAll(questions);
        await watch.UntilAsync(Of(3), CancellationToken);
    }

    private static string Of(int connections) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT count(*) = {connections} FROM pg_stat_activity WHERE application_name = 'cache tokens' AND datname = current_database()");
}
