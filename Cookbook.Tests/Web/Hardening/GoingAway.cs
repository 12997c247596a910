using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>A service that is told to end says so, serves on until that has been seen, and ends.</summary>
public sealed class GoingAway(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_not_ready_lives_and_closes_each_connection_with_its_answer()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = new WebSite(sample.Database, sample.Redis, ("Draining:Delay", "00:00:05"))
        {
            Adjust = services => services.AddSingleton<TimeProvider>(time),
        }.Start();
        using (var before = await site.GetAsync("/cookbook/"))
        {
            Assert.Null(before.Headers.ConnectionClose);
        }

        using (var ready = await site.GetAsync("/ready"))
        {
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        var stopping = site.Services.GetRequiredService<IHost>().StopAsync(CancellationToken);

        foreach (var probe in (string[])["/health", "/ready"])
        {
            using var answer = await site.GetAsync(probe);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        foreach (var address in (string[])["/alive", "/cookbook/", "/nowhere", "/favicon.svg"])
        {
            using var answer = await site.GetAsync(address);
            Assert.Equal(address == "/nowhere" ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.ConnectionClose, address);
        }

        Assert.False(stopping.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        await stopping.WaitAsync(Eventually.Deadline);
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
