using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Cookbook.Web.Caching;

/// <summary>Without Redis the site is slower and no less ready, so this check is registered with <see cref="HealthStatus.Degraded"/>.</summary>
internal sealed class CacheHealthCheck(IConnectionMultiplexer redis, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync().WaitAsync(Budget, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Redis does not answer; each replica has pages of its own only.", exception);
        }
    }
}
