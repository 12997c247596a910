using System.Net;

namespace Cookbook.Tests.Web;

public sealed class ShowingErrors(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/error")]
    [InlineData("/Index")]
    [InlineData("/recipes")]
    [InlineData("/recipes/none")]
    [InlineData("/nowhere.css")]
    public async Task What_is_not_there_is_not_found_on_a_page_that_leads_on(string address)
    {
        using var response = await sample.Shared.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        using var page = await response.ReadHtmlAsync();
        Assert.Equal("There is no such page", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("There is no such page – Cookbook", page.Title);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")?.GetAttribute("content"));
        Assert.Null(page.QuerySelector("link[rel=canonical]"));
        Assert.Equal(["/", "/cookbook/"], page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Error 404", page.QuerySelector(".quiet")?.TextContent);
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("POST", "/cookbook/")]
    [InlineData("PUT", "/recipes/dal-tadka")]
    [InlineData("DELETE", "/recipes/dal-tadka")]
    [InlineData("POST", "/plates/dal-tadka.svg")]
    public async Task Pages_can_only_be_read(string method, string address)
    {
        using var response = await sample.Shared.SendAsync(new HttpMethod(method), address);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
        using var page = await response.ReadHtmlAsync();
        Assert.Equal("This page can only be read", page.QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task HEAD_of_what_is_not_there_has_the_status_alone()
    {
        using var response = await sample.Shared.SendAsync(HttpMethod.Head, "/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_fault_of_ours_is_told_without_its_stack_trace_and_logged_with_it(string environment)
    {
        await using var site = new WebSite(sample.Database, sample.Redis) { Environment = environment };
        site.Pages.Add("/test", _ => throw new InvalidOperationException("burnt onions"));
        site.Start();

        using var response = await site.GetAsync("/test");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Null(response.Headers.RetryAfter);
        using var page = await response.ReadHtmlAsync();
        Assert.Equal("Something went wrong on our side", page.QuerySelector("h1")?.TextContent);
        Assert.DoesNotContain("burnt onions", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", page.Source.Text, StringComparison.Ordinal);
        Assert.Single(site.Log.Lines, line => line.Contains("burnt onions", StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_address_is_told_why()
    {
        using var page = await sample.Shared.ReadAsync("/cookbook/?page=%1E", HttpStatusCode.BadRequest);

        Assert.Equal("This address cannot be read", page.QuerySelector("h1")?.TextContent);
    }
}
