using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>A service that is told to end says so, serves on until that has been seen, and ends.</summary>
public sealed class GoingAway(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_not_ready_lives_and_closes_each_connection_with_its_answer()
    {
        await using var site = sample.Start(("Draining:Delay", "00:05:00"));
        using (var before = await site.GetAsync("/cookbook/"))
        {
            Assert.Null(before.Headers.ConnectionClose);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var stopping = site.Services.GetRequiredService<IHost>().StopAsync(enough.Token);

        using (var ready = await site.GetAsync("/health"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        foreach (var address in (string[])["/alive", "/cookbook/", "/nowhere", "/favicon.svg"])
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(address == "/nowhere" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.ConnectionClose, address);
        }

        Assert.False(stopping.IsCompleted);
        await enough.CancelAsync();
        await stopping.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Assert.ThrowsAsync<HttpRequestException>(() => site.GetAsync("/alive"));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:00:01")]
    [InlineData("01:00:00")]
    public async Task A_bad_delay_stops_the_site_and_is_named(string delay)
    {
        await using var site = new WebSite("Host=localhost", redis: null, ("Draining:Delay", delay));

        Assert.Contains("Draining:Delay", Record.Exception(() => site.Start())?.Message, StringComparison.Ordinal);
    }
}
