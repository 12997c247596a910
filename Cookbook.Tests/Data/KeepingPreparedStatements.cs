using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cookbook.Tests.Data;

public sealed class KeepingPreparedStatements(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("Host=localhost", 200)]
    [InlineData("Host=localhost;Max Auto Prepare=7", 7)]
    [InlineData("Host=localhost;max auto prepare=0", 0)]
    [InlineData("Host=localhost;MaxAutoPrepare=7", 7)]
    public void A_connection_string_has_the_last_word(string given, int most) =>
        Assert.Equal(most, new NpgsqlConnectionStringBuilder(PreparedStatements.AreKept(given)).MaxAutoPrepare);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void None_stays_none(string? none) => Assert.Equal(none, PreparedStatements.AreKept(none));

    [Fact]
    public async Task The_site_prepares_what_its_pages_ask_again_and_again()
    {
        await using var site = new WebSite(sample.Database, redis: null).Start();
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CookbookDbContext>();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);

        for (var time = 0; time < 6; time++)
        {
            await db.PageAsync(1, 10, TestContext.Current.CancellationToken);
        }

        var prepared = await db.Database.SqlQuery<string>($"SELECT statement FROM pg_prepared_statements").ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, prepared.Count);
        Assert.Contains(prepared, statement => statement.Contains("FROM ingredient", StringComparison.Ordinal));
    }
}
