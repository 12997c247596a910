using Cookbook.Tests.Web.Admin;

namespace Cookbook.Tests.Web.Scale;

/// <summary>
/// What a page costs does not follow the number of recipes. <c>COOKBOOK_LONG_TESTS=1</c>: with 100,000 recipes in place of 2,000, and with
/// the plans that Postgres itself would choose.
/// </summary>
public sealed class Growing(TestServers servers)
{
    private const int Few = 1000;

    /// <summary>Of a page that visitors see: their target.</summary>
    private const int MostInPublic = 2;

    /// <summary>Of which there are as many rows as recipes, or more.</summary>
    private static readonly string[] Large = ["recipe", "ingredient", "recipe_tag", "old_slug"];

    private static int Many => LongTests.AreOn ? 100_000 : 2000;

    [Fact]
    public async Task Every_page_sends_as_many_commands_with_many_recipes_as_with_few()
    {
        await using var scaled = await ScaledSite.StartAsync(servers, Few, explaining: false);
        var few = await CommandsAsync(scaled);
        await scaled.GrowAsync(Many);
        var many = await CommandsAsync(scaled);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', many.Select(page => $"{page.Key}: {page.Value}")));
        Assert.Equal(few.Count, many.Count);
        Assert.All(many, page => Assert.Equal(few[page.Key], page.Value));
        Assert.All(many.Where(page => !page.Key.Contains("/admin", StringComparison.Ordinal)), page => Assert.InRange(page.Value, 1, MostInPublic));
    }

    [Fact]
    public async Task No_page_reads_a_large_table_from_end_to_end()
    {
        await using var scaled = await ScaledSite.StartAsync(servers, LongTests.AreOn ? Many : Few, explaining: true);
        var found = new List<string>();
        foreach (var page in (await scaled.Site.AskAsync(Page.AllAsync)).Where(page => !page.LooksAtAll))
        {
            scaled.Plans.Forget();
            using var response = await scaled.GetAsync(page, 0);
            Assert.Equal(page.Status, response.StatusCode);
            Assert.NotEmpty(scaled.Plans.All);
            found.AddRange(
                from plan in scaled.Plans.All
                from table in plan.ReadWhole
                where Large.Contains(table)
                select $"{page.Name} reads all of {table}:\n{plan.Sql}\n{plan.Json}");
        }

        Assert.True(found.Count == 0, string.Join("\n\n", found));
    }

    private static async Task<Dictionary<string, int>> CommandsAsync(ScaledSite scaled)
    {
        var commands = new Dictionary<string, int>();
        foreach (var page in await scaled.Site.AskAsync(Page.AllAsync))
        {
            commands.Add(page.Name, await scaled.CommandsAsync(page));
        }

        return commands;
    }
}
