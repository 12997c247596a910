using System.Diagnostics;

namespace Cookbook.Tests.LocalHosting.Dashboard.Resources;

/// <summary>From the page of the resources they are stopped, started, and given their own commands.</summary>
[Collection(nameof(WatchedCookbook))]
public sealed class CommandingResources(WatchedCookbook cookbook)
{
    /// <summary>As Redis ends, and the page says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Redis_is_stopped_and_the_page_says_so_within_two_seconds_and_the_site_answers_all_the_same()
    {
        var restarts = await RestartsAsync();
        await PressAsync("cache", "resource-stop", "Stop, done.");
        var since = Stopwatch.GetTimestamp();
        await Eventually.IsTrue("the page says that Redis has ended", async () => await StateAsync("cache") == "Finished");
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Patience);
        using (var answer = await cookbook.Site.GetAsync("/cookbook/", Eventually.Deadline))
        {
            answer.EnsureSuccessStatusCode();
        }

        await PressAsync("cache", "resource-start", "Start, done.");
        await Eventually.IsTrue("Redis is back", async () => await StateAsync("cache") == "Running, healthy");
        Assert.Equal(restarts + 1, await RestartsAsync());
    }

    [Fact]
    public async Task A_resources_own_command_is_given_and_its_outcome_told()
    {
        var page = await cookbook.PageAsync("/resources/web");
        var button = page.QuerySelectorAll(".commands button").Single(button => button.TextContent.StartsWith("Empty the cache", StringComparison.Ordinal));
        Assert.False(button.HasAttribute("disabled"));
        await PressAsync("web", button.GetAttribute("value")!, "Empty the cache, done.");
    }

    [Theory]
    [InlineData("oven", "resource-stop", "There is no resource “oven”.")]
    [InlineData("web", "explode", "web has no command “explode”.")]
    public Task What_is_not_there_is_said_to_be_so(string resource, string command, string answer) => PressAsync(resource, command, answer);

    private async Task<int> RestartsAsync() =>
        int.Parse((await cookbook.PageAsync("/")).QuerySelector("#r-cache td.number")!.TextContent, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> StateAsync(string resource) => (await cookbook.PageAsync("/")).QuerySelector($"#r-{resource} .state")!.TextContent;

    /// <summary>As the form sends it.</summary>
    private async Task PressAsync(string resource, string command, string outcome)
    {
        var page = await cookbook.PageAsync("/");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("resource", resource), new("command", command), new("__RequestVerificationToken", token)]);
        using var answer = await cookbook.Browser.PostAsync("/", form, Eventually.Deadline);
        answer.EnsureSuccessStatusCode();
        var text = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Eventually.Deadline));
        Assert.Contains(outcome, text, StringComparison.Ordinal);
    }
}
