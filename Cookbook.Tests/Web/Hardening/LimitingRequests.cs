using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cookbook.Tests.Web.Hardening;

public sealed class LimitingRequests(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Limits:Connections", "0")]
    [InlineData("Limits:BodyBytes", "1000")]
    [InlineData("Limits:HeadersTime", "00:00:00")]
    [InlineData("Limits:RequestTime", "01:00:00")]
    [InlineData("Limits:UploadTime", "02:00:00")]
    [InlineData("Limits:RequestsPerSecond", "-1")]
    [InlineData("Limits:RequestsPerSecond", "many")]
    public async Task A_bad_limit_stops_the_site_and_is_named(string key, string value)
    {
        await using var site = new WebSite("Host=localhost", redis: null, (key, value));

        Assert.Contains(key, Record.Exception(() => site.Start())?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        await using var site = new WebSite(sample.Database, redis: null, ("Limits:BodyBytes", "65536"));
        site.Pages.Add("/taken", context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        site.Start();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(site, 65_536));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(site, 65_537));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up_and_its_work_is_told_to_end()
    {
        await using var site = new WebSite(sample.Database, redis: null, ("Limits:RequestTime", "00:00:01"));
        var ended = new TaskCompletionSource();
        site.Pages.Add("/forever", async context =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }
            finally
            {
                ended.SetResult();
            }
        });
        site.Start();

        using var response = await site.SendAsync(HttpMethod.Post, "/forever");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), CancellationToken);
    }

    [Fact]
    public async Task Headers_that_do_not_come_end_the_connection()
    {
        await using var site = new WebSite(sample.Database, redis: null, ("Limits:HeadersTime", "00:00:01")).Start();
        using var slow = await ConnectAsync(site);

        await slow.GetStream().WriteAsync("GET /alive HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray(), CancellationToken);

        Assert.StartsWith("HTTP/1.1 408 ", await ReadToEndAsync(slow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_connections_there_are_so_many_and_what_comes_above_is_closed()
    {
        await using var site = new WebSite(sample.Database, redis: null, ("Limits:Connections", "2")).Start();
        using var first = await ConnectAsync(site);
        using var second = await ConnectAsync(site);
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(first), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(second), StringComparison.Ordinal);

        using (var third = await ConnectAsync(site))
        {
            Assert.Equal("", await ReadToEndAsync(third));
        }

        // Where one goes there is room again.
        first.Close();
        await Eventually.IsTrue("another is let in", async () =>
        {
            using var fourth = await ConnectAsync(site);
            return (await AskAsync(fourth)).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task One_address_gets_so_many_and_then_429_and_another_is_none_the_worse()
    {
        await using var site = new WebSite(
            sample.Database, redis: null, ("Limits:RequestsPerSecond", "1"), ("Proxies:Known:0", "127.0.0.0/8"), ("Proxies:Known:1", "::1/128")).Start();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await AskAsync(site, "/nowhere", "203.0.113.7"));
        }

        // Four at once; on a slow machine a second or two have gone by.
        Assert.InRange(answers.TakeWhile(status => status == HttpStatusCode.NotFound).Count(), 4, 6);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(site, "/nowhere", "203.0.113.8"));

        // Of IPv6 an address is a network.
        answers.Clear();
        for (var i = 1; i <= 12; i++)
        {
            answers.Add(await AskAsync(site, "/nowhere", $"2001:db8::{i}"));
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(site, "/nowhere", "2001:db8:0:1::1"));
    }

    [Fact]
    public async Task Pages_in_memory_and_probes_do_not_count()
    {
        await using var site = new WebSite(sample.Database, redis: null, ("Limits:RequestsPerSecond", "1")).Start();
        Assert.False(await site.IsHitAsync("/cookbook/"));

        for (var i = 0; i < 20; i++)
        {
            Assert.True(await site.IsHitAsync("/cookbook/"));
            using var health = await site.GetAsync("/health");
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }
    }

    [Fact]
    public async Task Nothing_is_counted_unless_it_is_asked_for()
    {
        for (var i = 0; i < 50; i++)
        {
            using var response = await sample.Shared.GetAsync("/nowhere");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static async Task<HttpStatusCode> AskAsync(WebSite site, string address, string visitor)
    {
        using var response = await site.GetAsync(address, ("X-Forwarded-For", visitor), ("X-Forwarded-Proto", "https"));
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(WebSite site, int bytes)
    {
        using var response = await site.Client.PostAsync("/taken", new ByteArrayContent(new byte[bytes]), CancellationToken);
        return response.StatusCode;
    }

    private static async Task<TcpClient> ConnectAsync(WebSite site)
    {
        var client = new TcpClient();
        await client.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, CancellationToken);
        return client;
    }

    /// <summary>The beginning of the answer; nothing where the connection was closed.</summary>
    private static async Task<string> AskAsync(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), CancellationToken);
            var begin = new byte[16];
            return Encoding.ASCII.GetString(begin, 0, await client.GetStream().ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, CancellationToken));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
