using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.OutputCaching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Cookbook.Web.Caching;

internal static class CachingExtensions
{
    private const string ConnectionName = "cache";

    /// <summary>
    /// The output cache: in Redis if there is a connection string <c>cache</c>, else in this process's memory. Redis need not be there
    /// when the site starts, nor later.
    /// </summary>
    /// <exception cref="TypeInitializationException">The framework has changed in a way that would let private pages be kept.</exception>
    public static WebApplicationBuilder AddCookbookCaching(this WebApplicationBuilder builder)
    {
        // At the start, and not at the first page.
        RuntimeHelpers.RunClassConstructor(typeof(PublicOnly).TypeHandle);

        builder.Services.AddOptions<OutputCachingOptions>()
            .BindConfiguration(OutputCachingOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => !options.HarmlessCookies.Contains(""), "OutputCaching:HarmlessCookies must have no empty name: every cookie begins with that.")
            .ValidateOnStart();

        builder.Services.AddOutputCache();
        builder.Services.AddOptions<OutputCacheOptions>().Configure<IOptions<OutputCachingOptions>>((cache, site) =>
        {
            // Otherwise /recipes/A is served with the page of /recipes/a, which exists, although it does not.
            cache.UseCaseSensitivePaths = true;
            CachePolicies.AddTo(cache, site.Value.Ttl);
        });

        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.AddRedis();
        }

        return builder;
    }

    public static WebApplication UseCookbookCaching(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOutputCacheStore>() is not FailFastStore)
        {
            app.Logger.CachingInMemory(ConnectionName);
        }

        app.UseMiddleware<ControlCharacters>();
        app.UseOutputCache();
        return app;
    }

    /// <summary>For development: forget every cached page.</summary>
    public static void MapCacheFlush(this WebApplication app) => app.MapPost("/admin/cache/flush", FlushAsync)
        .WithName("FlushCache")
        .WithSummary("Forgets every cached page.");

    private static async Task<Results<NoContent, ProblemHttpResult>> FlushAsync(IOutputCacheStore cache, CancellationToken cancellationToken)
    {
        try
        {
            await cache.EvictByTagAsync(CachePolicies.EveryPage, cancellationToken);
            return TypedResults.NoContent();
        }
        catch (CacheUnavailableException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The cache could not be emptied.");
        }
    }

    private static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.AddRedisOutputCache(
            ConnectionName,
            settings => settings.DisableHealthChecks = true,
            options =>
            {
                options.AbortOnConnectFail = false;
                options.BacklogPolicy = BacklogPolicy.FailFast;
                options.ConnectRetry = 0;
                options.ConnectTimeout = 500;
                options.AsyncTimeout = 1000;
                options.SyncTimeout = 1000;
            });

        builder.Services.AddOptions<RedisOutputCacheOptions>().Configure<IOptions<OutputCachingOptions>>((redis, site) =>
            redis.InstanceName = string.Create(null, $"{site.Value.Prefix}:{site.Value.Version}:"));

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.DecorateStore();
        builder.Services.AddHealthChecks().AddCheck<CacheHealthCheck>(ConnectionName, HealthStatus.Degraded);
    }

    private static void DecorateStore(this IServiceCollection services)
    {
        var redis = services.Last(service => service.ServiceType == typeof(IOutputCacheStore)).ImplementationType
            ?? throw new InvalidOperationException("The Redis output cache store is not registered by its type any more; decorate it another way.");
        services.Replace(ServiceDescriptor.Singleton<IOutputCacheStore>(provider => new FailFastStore(
            (IOutputCacheStore)ActivatorUtilities.CreateInstance(provider, redis),
            provider.GetRequiredService<IOptions<OutputCachingOptions>>().Value.RedisBudget,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FailFastStore>>())));
    }
}
