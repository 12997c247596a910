using System.Net.Sockets;
using System.Text;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Builder;

namespace Cookbook.Tests.Caching.Telemetry;

/// <summary>What a hit in memory costs. The whole process is measured, so nothing else may run: only when asked for.</summary>
public sealed class CostingLittle(CalmNotes notes) : IClassFixture<CalmNotes>
{
    private const int Requests = 20_000;

    [Fact]
    public async Task A_hit_of_4_KB_allocates_at_most_2_KB_more_than_fixed_bytes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("COOKBOOK_LONG_TESTS") == "1", "Set COOKBOOK_LONG_TESTS=1, and run this test alone.");
        var body = new byte[4096];
        Array.Fill(body, (byte)'a');
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            outside: app => app.Map("/fixed", fixedBytes => fixedBytes.Run(context =>
            {
                context.Response.ContentLength = body.Length;
                return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
            })),
            map: app => app.MapPage("/page", context => context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask()));

        var fixedBytes = await AllocatedAsync(site, "/fixed");
        var hit = await AllocatedAsync(site, "/page");

        TestContext.Current.TestOutputHelper?.WriteLine($"fixed bytes: {fixedBytes} B, hit: {hit} B a request");
        Assert.InRange(hit - fixedBytes, 0, 2 * 1024);
    }

    /// <summary>Bytes a request, over one connection; the client allocates nothing.</summary>
    private static async Task<long> AllocatedAsync(NotesSite site, string address)
    {
        using var client = new TcpClient(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port);
        var stream = client.GetStream();
        var request = Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var buffer = new byte[64 * 1024];
        await ManyAsync(2000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await ManyAsync(Requests);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;

        int Body(int read) => buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is > 0 and var end ? read - end - 4 : 0;

        async Task ManyAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await stream.WriteAsync(request, CancellationToken.None);
                var read = 0;
                while (Body(read) < 4096)
                {
                    read += await stream.ReadAsync(buffer.AsMemory(read), CancellationToken.None);
                }
            }
        }
    }
}
