using Cookbook.Tests.MigrationService;
using Npgsql;

namespace Cookbook.Tests.Data.Releases;

/// <summary>
/// While a version follows another both work on the new schema. So a migration may only add: what the previous release says to Postgres
/// (previous.sql) must be understood, and its rows taken. What it no longer says can go with the release after that.
/// </summary>
public sealed class UpgradingUnderThePreviousRelease(TestServers servers)
{
    private static readonly List<Statement> Previous = Statement.Read(Path.Combine(AppContext.BaseDirectory, "Data", "Releases", "previous.sql"));

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_statements_are_understood_and_its_rows_taken()
    {
        Assert.True(Previous.Count > 100, $"{Previous.Count} statements are not all that a release says.");

        Assert.Empty(await ComplaintsAsync());
    }

    /// <summary>Both builds share its table.</summary>
    [Theory]
    [InlineData("FROM cache_token")]
    [InlineData("cache_touch($1)")]
    public void What_the_cache_says_is_among_them_and_is_recorded_again(string part)
    {
        Assert.Contains(Previous, statement => statement.Text.Contains(part, StringComparison.Ordinal));
        Assert.Contains(SqlInCode.OfTheCache(), statement => statement.Text.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>What a test alone says would be kept for ever, for nobody.</summary>
    [Fact]
    public void What_only_a_test_says_is_not()
    {
        Assert.True(SqlInCode.IsOfTheProduct(new Statement("integer", "SELECT 1 FROM recipe WHERE id = $1 FOR UPDATE")));
        Assert.False(SqlInCode.IsOfTheProduct(new Statement("text", "SELECT $1 FROM \"account_token\" WHERE user_id = -1")));
        Assert.DoesNotContain(Previous, statement => statement.Text.Contains("id = -1", StringComparison.Ordinal));
    }

    /// <summary>The counterparts: what the check is there to find.</summary>
    [Theory]
    [InlineData("ALTER TABLE recipe DROP COLUMN servings", "servings")]
    [InlineData("ALTER TABLE cache_token RENAME COLUMN token TO value", "token")]
    [InlineData("DROP FUNCTION cache_touch CASCADE", "cache_touch")]
    [InlineData("ALTER TABLE food RENAME COLUMN name TO title", "name")]
    [InlineData("ALTER TABLE ingredient RENAME TO ingredients", "ingredient")]
    [InlineData("ALTER TABLE recipe ALTER COLUMN slug TYPE integer USING id", "integer")]
    [InlineData("ALTER TABLE recipe ADD COLUMN cuisine text; UPDATE recipe SET cuisine = ''; ALTER TABLE recipe ALTER COLUMN cuisine SET NOT NULL", "cuisine")]
    public async Task A_change_that_takes_something_away_is_found(string change, string names) =>
        Assert.Contains(await ComplaintsAsync(change), complaint => complaint.Contains(names, StringComparison.Ordinal));

    [Theory]
    [InlineData("ALTER TABLE recipe ADD COLUMN cuisine text")]
    [InlineData("ALTER TABLE recipe ADD COLUMN cuisine text NOT NULL DEFAULT ''")]
    [InlineData("CREATE TABLE cuisine (id integer PRIMARY KEY)")]
    [InlineData("CREATE INDEX another ON recipe (servings)")]
    public async Task A_change_that_only_adds_is_not(string change) => Assert.Empty(await ComplaintsAsync(change));

    private async Task<List<string>> ComplaintsAsync(string? change = null)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(CancellationToken);
        if (change is not null)
        {
            await connection.ExecuteAsync(change, CancellationToken);
        }

        var complaints = new List<string>();
        foreach (var (number, statement) in Previous.Index())
        {
            try
            {
                await connection.ExecuteAsync(statement.ToPrepare($"previous_{number}"), CancellationToken);
            }
            catch (PostgresException exception)
            {
                complaints.Add($"{exception.MessageText}: {statement.Text}");
            }
        }

        foreach (var inserted in Previous.Select(statement => statement.Insertion).OfType<(string Table, HashSet<string> Columns)>())
        {
            var needed = await NeededAsync(connection, inserted.Table);
            complaints.AddRange(needed.Except(inserted.Columns).Select(column => $"{inserted.Table}.{column} is needed, and the previous release does not give it."));
        }

        return complaints;
    }

    /// <summary>The columns without which a row is not taken.</summary>
    private static async Task<List<string>> NeededAsync(NpgsqlConnection connection, string table)
    {
        const string Sql = "SELECT column_name::text FROM information_schema.columns WHERE table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL "
            + "AND is_identity = 'NO' AND is_generated = 'NEVER'";
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = table } } };
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        var columns = new List<string>();
        while (await reader.ReadAsync(CancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
