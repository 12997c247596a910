using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>The Local world's counterpart of Aspire.StackExchange.Redis: same names, same defaults.</summary>
public static class AspireRedisExtensions
{
    private const string ConfigurationSection = "Aspire:StackExchange:Redis";

    /// <summary>
    /// A singleton <see cref="IConnectionMultiplexer"/> on the named connection string, with health check and tracing. A server that is
    /// away is tried again, and does not keep the service from starting. The connection's options are those of the connection string, then
    /// of <c>Aspire:StackExchange:Redis:ConfigurationOptions</c>, then of <c>Aspire:StackExchange:Redis:{connectionName}:ConfigurationOptions</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">When the connection is made: there is no such connection string.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        IConfigurationSection[] sections =
        [
            builder.Configuration.GetSection(ConfigurationSection),
            builder.Configuration.GetSection($"{ConfigurationSection}:{connectionName}"),
        ];
        var settings = new StackExchangeRedisSettings();
        Array.ForEach(sections, section => section.Bind(settings));
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            if (string.IsNullOrEmpty(settings.ConnectionString))
            {
                throw new InvalidOperationException(
                    $"There is no connection string '{connectionName}'. Start the service through the AppHost, or set ConnectionStrings__{connectionName}.");
            }

            var options = ConfigurationOptions.Parse(settings.ConnectionString);
            options.Defaults = new Defaults();
            options.LoggerFactory = services.GetService<ILoggerFactory>();
            Array.ForEach(sections, section => section.GetSection("ConfigurationOptions").Bind(options));
            configureOptions?.Invoke(options);
            var connection = ConnectionMultiplexer.Connect(options);
            services.GetService<RedisCommandTracing>()?.Watch(connection);
            return connection;
        });

        if (!settings.DisableAutoActivation)
        {
            builder.Services.ActivateSingleton<IConnectionMultiplexer>();
        }

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>("StackExchange.Redis");
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddSingleton<RedisCommandTracing>();
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
                .AddSource(RedisCommandTracing.SourceName)
                .AddProcessor(services => services.GetRequiredService<RedisCommandTracing>()));
        }
    }

    /// <summary>What neither the connection string nor the configuration says.</summary>
    private sealed class Defaults : DefaultOptionsProvider
    {
        public override bool AbortOnConnectFail => false;
    }
}
