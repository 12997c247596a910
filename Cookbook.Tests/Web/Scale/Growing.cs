using Cookbook.Tests.Web.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>What the site has besides, and why it is not asked for here.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["/health"] = "a probe",
        ["/alive"] = "a probe",
        ["/ready"] = "a probe",
        ["/error"] = "shows what went wrong with another page",
        ["/site.{fingerprint}.css"] = "leads to the style sheet",
        ["/photos/{name}"] = "one row, by its key; recipes that are made up have no photographs",
        ["/admin/login"] = "a form, for somebody who is not signed in",
        ["/admin/login/again"] = "leads to the sign-in",
        ["/admin/login/passkey"] = "for a script",
        ["/admin/logout"] = "leads to the beginning",
        ["/admin/refused"] = "says that somebody may not",
        ["/admin/account/passkeys/add"] = "for a script",
        ["/admin/account/passkeys/{id}"] = "one of somebody's own",
        ["/admin/cache/entry"] = "one page of the cache, which is off here",
        ["/admin/cache/entry/delete"] = "the same",
        ["/admin/cache/live"] = "does not end",
        ["/api/cache/state"] = "what the pages under /admin/cache show",
        ["/api/cache/entries"] = "the same",
        ["/api/cache/entry"] = "the same",
        ["/api/cache/response"] = "the same",
        ["/api/cache/why"] = "the same",
    };

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
        Assert.All(many.Where(page => !page.Key.Contains("/admin", StringComparison.Ordinal)), page => Assert.InRange(page.Value, 0, MostInPublic));
    }

    [Fact]
    public async Task Every_page_of_the_site_is_among_them()
    {
        await using var scaled = await ScaledSite.StartAsync(servers, 200, explaining: false);
        foreach (var page in await scaled.Site.AskAsync(Page.AllAsync))
        {
            using var response = await scaled.GetAsync(page, 0);
            Assert.Equal(page.Status, response.StatusCode);
        }

        var routes = scaled.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains(HttpMethods.Get))
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText?.Trim('/')}")
            .ToHashSet();

        // Whoever looks has come in by the sign-in.
        Assert.Empty(routes.Except(scaled.Taken.All).Except(Others.Keys).Order());
        Assert.Empty(Others.Keys.Except(routes).Order());
    }

    [Fact]
    public async Task No_page_reads_a_large_table_from_end_to_end()
    {
        await using var scaled = await ScaledSite.StartAsync(servers, LongTests.AreOn ? Many : Few, explaining: true);
        var found = new List<string>();
        foreach (var page in (await scaled.Site.AskAsync(Page.AllAsync)).Where(page => page.HasSql && !page.LooksAtAll))
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
            Assert.True(page.HasSql == commands[page.Name] > 0, $"{page.Name} sends {commands[page.Name]} commands.");
        }

        return commands;
    }
}
