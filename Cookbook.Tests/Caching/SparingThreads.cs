using Cookbook.Caching.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching;

/// <summary>What Npgsql holds of the thread pool while Postgres hangs is made up for, and given back.</summary>
[Collection(nameof(Alone))]
public sealed class SparingThreads(TestServers servers)
{
    [Fact]
    public async Task There_are_more_threads_while_Postgres_is_in_doubt_and_no_more_afterwards()
    {
        var before = Least();
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using (var site = await NotesSite.StartAsync(notes, settings: [("OutputCaching:ConcurrentRenders", "5"), ("OutputCaching:TokenConnections", "2")]))
        {
            var book = site.Services.GetRequiredService<TokenBook>();
            await Eventually.IsTrue("the tokens are known", () => book.Sure is not null && Least() == before);

            await line.CutAsync();
            await Eventually.IsTrue("Postgres is in doubt", () => book.Sure is null && Least() == before + 7);

            line.Mend();
            await Eventually.IsTrue("the tokens are known again", () => book.Sure is not null && Least() == before);
            await line.CutAsync();
            await Eventually.IsTrue("Postgres is in doubt again", () => Least() == before + 7);
        }

        Assert.Equal(before, Least());
    }

    private static int Least()
    {
        ThreadPool.GetMinThreads(out var workers, out _);
        return workers;
    }
}
