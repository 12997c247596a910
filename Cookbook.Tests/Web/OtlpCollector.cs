using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cookbook.Tests.Web;

/// <summary>What came in at <paramref name="Path"/>. The body is protobuf, in which texts are readable.</summary>
internal sealed record OtlpMessage(string Path, string? ContentType, string Body);

/// <summary>Takes telemetry as a collector does, over http/protobuf.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<OtlpMessage> _received = new();
    private readonly WebApplication _server;

    private OtlpCollector(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.Latin1);
            _received.Enqueue(new OtlpMessage(context.Request.Path, context.Request.ContentType, await body.ReadToEndAsync(context.RequestAborted)));
            context.Response.StatusCode = status;
        });
    }

    public string Address => _server.Urls.First();

    public IReadOnlyCollection<OtlpMessage> Received => _received;

    /// <param name="status">What it answers.</param>
    public static async Task<OtlpCollector> StartAsync(int status = StatusCodes.Status200OK)
    {
        var collector = new OtlpCollector(status);
        await collector._server.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
