using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cookbook.Benchmarks;

/// <summary>The stock output cache in Redis, with the same bytes and the same Redis client: nothing of the site.</summary>
internal sealed class StockSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StockSite(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.First());

    public static async Task<StockSite> StartAsync(BenchmarkServers servers, byte[] page, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var redis = ConfigurationOptions.Parse(servers.Redis);
        redis.SocketManager = SocketManager.ThreadPool;
        builder.Services.AddStackExchangeRedisOutputCache(options => options.ConfigurationOptions = redis);
        builder.Services.AddOutputCache();

        var app = builder.Build();
        app.UseOutputCache();
        app.MapGet("/page", (HttpContext context) =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.Body.WriteAsync(page).AsTask();
        }).CacheOutput();
        await app.StartAsync(cancellationToken);
        return new StockSite(app);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
