using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>The Local world's counterpart of Aspire.StackExchange.Redis: same names, same defaults.</summary>
public static class AspireRedisExtensions
{
    private const string ConfigurationSection = "Aspire:StackExchange:Redis";

    /// <summary>A singleton <see cref="IConnectionMultiplexer"/> on the named connection string, with health check and tracing.</summary>
    /// <exception cref="InvalidOperationException">When the connection is made: there is no such connection string.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new StackExchangeRedisSettings();
        builder.Configuration.GetSection(ConfigurationSection).Bind(settings);
        builder.Configuration.GetSection($"{ConfigurationSection}:{connectionName}").Bind(settings);
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
            options.LoggerFactory = services.GetService<ILoggerFactory>();
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
            builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>($"StackExchange.Redis_{connectionName}");
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddSingleton<RedisCommandTracing>();
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
                .AddSource(RedisCommandTracing.SourceName)
                .AddProcessor(services => services.GetRequiredService<RedisCommandTracing>()));
        }
    }
}
