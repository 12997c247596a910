using System.Data.Common;
using Cookbook.Caching;
using Cookbook.Caching.Telemetry;
using Cookbook.Data;
using Cookbook.Web.Caching.Inspection;
using Cookbook.Web.Caching.Live;
using Cookbook.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Cookbook.Web.Caching;

internal static class CachingExtensions
{
    private const string ConnectionName = "cache";

    /// <summary>
    /// The output cache: in this process's memory and, if there is a connection string <c>cache</c>, in Redis, where the replicas share
    /// their pages. Redis need not be there when the site starts, nor later.
    /// </summary>
    public static WebApplicationBuilder AddCookbookCaching(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.AddRedis();
        }

        builder.AddCoherentOutputCache(DatabaseSetting.Name, CachePolicies.AddTo);
        builder.Services.Configure<MvcOptions>(mvc => mvc.Filters.Add<TagWhatIsShown>());
        builder.Services.AddSingleton<CacheWatch>();
        builder.Services.AddScoped<CacheChanges>();
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(CacheTelemetry.Name))
            .WithTracing(tracing => tracing.AddSource(CacheTelemetry.Name));
        return builder;
    }

    /// <summary>
    /// For development: makes every cached page stale, on every replica. Nobody needs to be signed in, so pages of other sites in the
    /// developer's browser are refused.
    /// </summary>
    public static void MapCacheFlush(this WebApplication app) => app.MapPost("/admin/cache/flush", FlushAsync)
        .AddEndpointFilter((context, next) => OtherSites.Sent(context.HttpContext.Request)
            ? ValueTask.FromResult<object?>(TypedResults.Problem(
                "Another site's page sent this request. Send it from this site, or without a browser.", statusCode: StatusCodes.Status403Forbidden))
            : next(context))
        .WithName("FlushCache")
        .WithSummary("Makes every cached page stale.");

    private static async Task<Results<NoContent, ProblemHttpResult>> FlushAsync(OutputCachePurge purge, CancellationToken cancellationToken)
    {
        try
        {
            await purge.EverythingAsync(cancellationToken);
            return TypedResults.NoContent();
        }
        catch (DbException exception)
        {
            return TypedResults.Problem(
                $"Postgres did not confirm it ({exception.Message}), so no page has become stale; try again when it answers.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The cache could not be emptied.");
        }
    }

    private static void AddRedis(this WebApplicationBuilder builder)
    {
        builder.AddRedisOutputCache(
            ConnectionName,
            settings =>
            {
                settings.DisableHealthChecks = true;

                // The cache connects when it is first asked something, without anybody waiting for it.
                settings.DisableAutoActivation = true;
            },
            options =>
            {
                options.AbortOnConnectFail = false;
                options.BacklogPolicy = BacklogPolicy.FailFast;
                options.ConnectRetry = 0;
                options.ConnectTimeout = 500;
                options.AsyncTimeout = 1000;
                options.SyncTimeout = 1000;
                options.SocketManager = SocketManager.ThreadPool;
            });
        builder.Services.AddHealthChecks().AddCheck<CacheHealthCheck>(ConnectionName, HealthStatus.Degraded);
    }
}
