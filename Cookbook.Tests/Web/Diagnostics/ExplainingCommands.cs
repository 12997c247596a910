using System.Diagnostics;
using System.Net;
using Cookbook.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>How Postgres goes about a SELECT that was recorded.</summary>
public sealed class ExplainingCommands(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("/recipes/dal-tadka")]
    [InlineData("/cookbook/?page=2")]
    [InlineData("/")]
    public async Task Each_SELECT_has_its_plan(string address)
    {
        await using var site = sample.WithToolbar();
        var (trace, id) = await site.RecordAsync(address);

        for (var i = 1; i <= trace.Sql.Count; i++)
        {
            var plan = await site.ReadAsync($"/toolbar/{id}/sql/{i}");
            var measured = await site.ReadAsync($"/toolbar/{id}/sql/{i}?analyze=true");

            Assert.Contains("(cost=", plan.Text(".plan"), StringComparison.Ordinal);
            Assert.DoesNotContain("actual time", plan.Text(".plan"), StringComparison.Ordinal);
            Assert.Contains("actual time", measured.Text(".plan"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("x")]
    [InlineData("1000000000000")]
    public async Task A_number_that_no_command_has_is_refused(string number)
    {
        await using var site = sample.WithToolbar();
        var (_, id) = await site.RecordAsync("/cookbook/");

        Assert.StartsWith("The request sent 2 commands", await site.RefuseAsync($"/toolbar/{id}/sql/{number}", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_that_is_neither_yes_nor_no_is_refused()
    {
        await using var site = sample.WithToolbar();
        var (_, id) = await site.RecordAsync("/cookbook/");

        Assert.Equal("In the address, analyze is true or false.", await site.RefuseAsync($"/toolbar/{id}/sql/1?analyze=maybe", HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("UPDATE recipe SET name = name WHERE id = -1", "Only a single SELECT is explained.")]
    [InlineData("SELECT 1; DELETE FROM recipe WHERE id = -1", "Only a single SELECT is explained.")]
    [InlineData("SELECT set_config('a.b', {0}, false) FROM account WHERE id = -1", "Its parameters were not kept: the table account holds secrets.")]
    [InlineData("SELECT {0} FROM \"account_token\" WHERE user_id = -1", "Its parameters were not kept: the table account_token holds secrets.")]
    [InlineData("SELECT id FROM recipe WHERE id = -1 FOR UPDATE", "Postgres refuses: cannot execute SELECT FOR UPDATE in a read-only transaction (25006).")]
    public async Task What_cannot_be_explained_says_why(string command, string problem)
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/command", context => ExecuteAsync(context, command));
        var (_, id) = await site.RecordAsync("/test/command");

        Assert.Equal(problem, await site.RefuseAsync($"/toolbar/{id}/sql/1?analyze=true", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Measuring_a_command_changes_nothing()
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/command", context => ExecuteAsync(context, "SELECT nextval('recipe_id_seq')"));
        var (_, id) = await site.RecordAsync("/test/command");

        Assert.Equal(
            "Postgres refuses: cannot execute nextval() in a read-only transaction (25006).",
            await site.RefuseAsync($"/toolbar/{id}/sql/1?analyze=true", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_given_up()
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/slow", context => ExecuteAsync(context, "SELECT pg_sleep(CASE current_setting('transaction_read_only') WHEN 'on' THEN 60 ELSE 0 END)"));
        var (_, slow) = await site.RecordAsync("/test/slow");

        Assert.Equal(
            "Postgres refuses: canceling statement due to statement timeout (57014).",
            await site.RefuseAsync($"/toolbar/{slow}/sql/1?analyze=true", HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Without_a_database_it_says_so()
    {
        await using var line = Line.ToPostgres(sample.Database);
        await using var site = new WebSite(line.ConnectionString, null, Toolbar.On) { Environment = "Development" }.Start();
        var (_, id) = await site.RecordAsync("/cookbook/");
        await line.CutAsync();

        Assert.StartsWith("The database does not answer.", await site.RefuseAsync($"/toolbar/{id}/sql/1", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    /// <summary>Npgsql alone would wait for half a minute, as long as the whole request may take.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_is_a_database_waited_for_that_hangs(bool whileItExplains)
    {
        await using var line = Line.ToPostgres(sample.Database);
        await using var site = new WebSite(line.ConnectionString, null, Toolbar.On) { Environment = "Development" }.Start();
        var name = $"sleep {Guid.NewGuid()}";
        site.Pages.Add("/test/slow", context => ExecuteAsync(context, $"SELECT '{name}', pg_sleep(CASE current_setting('transaction_read_only') WHEN 'on' THEN 60 ELSE 0 END)"));
        var (_, id) = await site.RecordAsync("/test/slow");
        var since = Stopwatch.GetTimestamp();
        if (!whileItExplains)
        {
            line.Hold();
        }

        var refused = site.RefuseAsync($"/toolbar/{id}/sql/1?analyze=true", HttpStatusCode.ServiceUnavailable);
        if (whileItExplains)
        {
            await using var database = NpgsqlDataSource.Create(sample.Database);
            await using var running = database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'EXPLAIN%' AND query LIKE '%' || $1 || '%'");
            running.Parameters.Add(new() { Value = name });
            await Eventually.IsTrue("Postgres explains", async () => (long)(await running.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 1);
            line.Hold();
        }

        Assert.StartsWith("The database does not answer.", await refused, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    }

    private static Task<int> ExecuteAsync(HttpContext context, string command) => context.RequestServices.GetRequiredService<CookbookDbContext>().Database
        .ExecuteSqlRawAsync(command, command.Contains("{0}", StringComparison.Ordinal) ? ["plum"] : [], context.RequestAborted);
}
