using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    /// <summary>A Redis server of this machine: redis-server or valkey-server where installed, else Garnet.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="port">Default: a free one.</param>
    /// <param name="password">Default: a generated one, kept in the AppHost's user secrets as <c>Parameters:{name}-password</c>.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var server = new RedisResource(name, password?.Resource ?? builder.CreatePassword($"{name}-password"));
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, new RedisHealthCheck(server), failureStatus: null, tags: null));
        return builder.AddResource(server)
            .WithEndpoint(port: port, name: RedisResource.PrimaryEndpointName)
            .WithAnnotation(new ProcessAnnotation((context, cancellationToken) => RedisProcess.PrepareAsync(server, context, cancellationToken)))
            .WithHealthCheck(key);
    }
}
