using System.Text;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>No page and no answer of the inspector shows how to get into the servers, or into somebody's session.</summary>
public sealed class KeepingSecretsOfTheCache(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    private const string Live = "/admin/cache/live";

    [Fact]
    public async Task Nothing_shows_a_password_a_connection_string_or_a_cookie()
    {
        var key = await inspected.AddPageAsync();
        string[] secrets =
        [
            new NpgsqlConnectionStringBuilder(inspected.Database).Password!,
            ConfigurationOptions.Parse(inspected.Redis).Password!,
            inspected.Database,
            inspected.Redis,
            inspected.Administrator.SetCookies["cookbook-session"].Split(';')[0].Split('=', 2)[1],
        ];
        Assert.All(secrets, secret => Assert.True(secret.Length > 8));

        foreach (var address in CacheAddresses.Pages.Concat(CacheAddresses.Api.Where(call => call.Method == "GET" && call.Address != Live).Select(call => call.Address)))
        {
            using var response = await inspected.Administrator.GetAsync(address.For(key));
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        var samples = await WatchAsync();
        Assert.Contains("timeSaved", samples, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, samples, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(inspected.Site.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    /// <summary>The headers, and what has come until the second sample begins: the stream goes on for minutes.</summary>
    private async Task<string> WatchAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Live);
        request.Headers.Add("Cookie", inspected.Administrator.SetCookies["cookbook-session"].Split(';')[0]);
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var response = await inspected.Site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var seen = new StringBuilder(response.Headers.ToString());
        for (var samples = 0; samples < 2;)
        {
            var line = await stream.ReadLineAsync(Eventually.Deadline);
            seen.AppendLine(line);
            samples += line!.StartsWith("data:", StringComparison.Ordinal) ? 1 : 0;
        }

        return seen.ToString();
    }
}
