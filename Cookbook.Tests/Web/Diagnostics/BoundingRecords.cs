using System.Net;
using Cookbook.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>However much a request does, its record stays small.</summary>
public sealed partial class BoundingRecords(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Of_very_many_commands_the_last_are_kept()
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/many", async context =>
        {
            for (var i = 0; i < 600; i++)
            {
                await Db(context).Database.ExecuteSqlRawAsync("SELECT 1");
            }
        });
        var (trace, id) = await site.RecordAsync("/test/many");

        var page = await site.ReadRecordAsync(id);

        Assert.Equal(600, trace.Sql.Count);
        Assert.InRange(page.Sql(), 450, 500);
        Assert.Contains("of its trace gave way to later ones", page.Text(".record"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_parameter_is_not_kept()
    {
        await using var site = sample.WithToolbar();
        var value = new string('x', 3_000);
        site.Pages.Add("/test/long", context => Db(context).Database.ExecuteSqlRawAsync("SELECT {0}", value));
        var (_, id) = await site.RecordAsync("/test/long");

        var page = await site.ReadRecordAsync(id);

        Assert.Equal("Parameters: not kept: one is longer than 2000.", page.Text(".commands .hint"));
        Assert.DoesNotContain("xxx", page.Source.Text, StringComparison.Ordinal);
        Assert.StartsWith("Its parameters were not kept", await site.RefuseAsync($"/toolbar/{id}/sql/1", HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_of_texts_is_as_long_as_they_are_together(bool isArray)
    {
        await using var site = sample.WithToolbar();
        object value = isArray ? new string[] { new('x', 1_500), new('x', 1_500) } : new List<string> { new('x', 1_500), new('x', 1_500) };
        site.Pages.Add("/test/long", context => Db(context).Database.ExecuteSqlRawAsync("SELECT {0}", value));
        var (_, id) = await site.RecordAsync("/test/long");

        var page = await site.ReadRecordAsync(id);

        Assert.Equal("Parameters: not kept: one is longer than 2000.", page.Text(".commands .hint"));
        Assert.DoesNotContain("xxx", page.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_texts_are_cut_and_of_many_lines_the_last_are_kept()
    {
        await using var site = sample.WithToolbar();
        site.Pages.Add("/test/talk", context =>
        {
            var logger = context.RequestServices.GetRequiredService<ILogger<BoundingRecords>>();
            for (var i = 0; i < 300; i++)
            {
                Talk(logger, i, new string('y', 10_000));
            }
        });
        var (_, id) = await site.RecordAsync("/test/talk", ("X-Long", new string('z', 5_000)));

        var page = await site.ReadRecordAsync(id);

        Assert.Contains("299: yyy", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("99: yyy", page.Source.Text.Replace("299: yyy", "", StringComparison.Ordinal).Replace("199: yyy", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(new string('y', 4_000), page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('z', 1_001), page.Source.Text, StringComparison.Ordinal);
    }

    private static CookbookDbContext Db(HttpContext context) => context.RequestServices.GetRequiredService<CookbookDbContext>();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Number}: {Words}")]
    private static partial void Talk(ILogger logger, int number, string words);
}
