using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cookbook.Tests.Benchmarks;

/// <summary>A server that answers each request as the test says, and counts them.</summary>
internal sealed class StallingServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _requests;

    private StallingServer(WebApplication application) => _application = application;

    public int Requests => _requests;

    public Uri Address => new(_application.Urls.First());

    /// <param name="answerAsync">Is given the request's number, from 1.</param>
    public static async Task<StallingServer> StartAsync(Func<HttpContext, int, Task> answerAsync)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var server = new StallingServer(application);
        application.Run(context => answerAsync(context, Interlocked.Increment(ref server._requests)));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
