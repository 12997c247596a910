using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Benchmarks.Beside;

/// <summary>ASP.NET Core's own output cache, stored in Redis, with services of its own: the site's has another store.</summary>
internal static class StockCache
{
    public const string Prefix = "/beside/stock";

    /// <param name="answer">What is cached, for a minute.</param>
    /// <param name="redis">The connection string, which the cache uses as the site's cache does.</param>
    public static RequestDelegate InFrontOf(RequestDelegate answer, string? redis)
    {
        var options = ConfigurationOptions.Parse(redis ?? "");
        options.SocketManager = SocketManager.ThreadPool;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStackExchangeRedisOutputCache(stock => stock.ConfigurationOptions = options);
        services.AddOutputCache(cache => cache.AddBasePolicy(policy => policy.Cache()));

        var branch = new ApplicationBuilder(services.BuildServiceProvider());
        branch.UseOutputCache();
        branch.Run(answer);
        return branch.Build();
    }
}
