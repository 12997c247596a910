using System.Runtime.CompilerServices;
using Cookbook.Caching;
using Cookbook.Caching.Http;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Rendering;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

public static class CoherentOutputCacheExtensions
{
    /// <summary>
    /// The coherent output cache, on top of ASP.NET Core's: call it after whatever registers a store. The second level is the
    /// <see cref="StackExchange.Redis.IConnectionMultiplexer"/> that the application has registered; without one there is only the first.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">
    /// The connection string of the Postgres database with the tokens, straight to the server: behind a pooler that shares connections
    /// between transactions no notification arrives.
    /// </param>
    /// <param name="configure">The policies.</param>
    /// <exception cref="TypeInitializationException">The framework has changed in a way that would let private pages be kept.</exception>
    public static void AddCoherentOutputCache(this IHostApplicationBuilder builder, string connectionName, Action<OutputCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        // It looks for a type of the framework's by name; if that is gone, the application must not start.
        RuntimeHelpers.RunClassConstructor(typeof(NeverStored).TypeHandle);

        builder.Services.AddOptions<CoherentOutputCacheOptions>()
            .BindConfiguration(CoherentOutputCacheOptions.Section)
            .Validate(options => !options.HarmlessCookies.Contains(""), "OutputCaching:HarmlessCookies must have no empty name: every cookie begins with that.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<CoherentOutputCacheOptions>, CoherentOutputCacheOptionsValidator>();
        builder.Services.AddOutputCache(options => configure?.Invoke(options));
        builder.Services.TryAddSingleton(TimeProvider.System);

        builder.Services.AddTokens(connectionName);
        builder.Services.AddSingleton(services => new FirstLevel(services.GetRequiredService<IOptions<CoherentOutputCacheOptions>>().Value.FirstLevelBytes));
        builder.Services.AddSingleton<PageShelf>();
        builder.Services.AddSingleton<BuildIdentity>();
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddSingleton<SecondLevel>();
        builder.Services.AddSingleton<StoreQueue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoreQueue>());
        builder.Services.AddSingleton<PageMaker>();
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<Flights>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddSingleton<PageWriter>();
        builder.Services.AddSingleton<CacheMeter>();
        builder.Services.AddSingleton(services => new OutputCachePurge(
            services.GetRequiredService<TokenTable>(), services.GetRequiredService<TokenListener>()));
        builder.Services.AddInspection();
        builder.Services.RemoveAll<IOutputCacheStore>();
        builder.Services.AddSingleton<IOutputCacheStore, PurgeStore>();
    }

    /// <summary>
    /// The outer part, first of all: what lies in memory is answered here, before the rest of the middleware; and what lies in Redis, at
    /// an address that this process has had a page of before.
    /// </summary>
    public static IApplicationBuilder UseFirstLevelOutputCache(this IApplicationBuilder app) => app.UseMiddleware<OuterMiddleware>();

    /// <summary>The inner part, in place of <c>UseOutputCache()</c>: behind authentication, so that nobody who is known is served from it.</summary>
    public static IApplicationBuilder UseCoherentOutputCache(this IApplicationBuilder app) =>
        app.UseMiddleware<ControlCharacters>().UseOutputCache().UseMiddleware<PageMiddleware>();

    private static void AddInspection(this IServiceCollection services)
    {
        services.AddSingleton<SharedPages>();
        services.AddSingleton<Stranger>();
        services.AddSingleton<IStartupFilter>(provider => provider.GetRequiredService<Stranger>());
        services.AddSingleton(provider => new OutputCacheInspector(
            provider.GetRequiredService<FirstLevel>(),
            provider.GetRequiredService<SecondLevel>(),
            provider.GetRequiredService<SharedPages>(),
            provider.GetRequiredService<RedisConnection>(),
            provider.GetRequiredService<TokenBook>(),
            provider.GetRequiredService<OutputCachePurge>(),
            provider.GetRequiredService<Stranger>(),
            provider.GetRequiredService<IOptions<CoherentOutputCacheOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddTokens(this IServiceCollection services, string connectionName)
    {
        services.AddSingleton<TokenBook>();
        services.AddSingleton(provider => new TokenLine(ConnectionString(provider)));
        services.AddSingleton(provider => new TokenTable(new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(ConnectionString(provider))
        {
            ApplicationName = TokenLine.ApplicationName,
            MaxPoolSize = provider.GetRequiredService<IOptions<CoherentOutputCacheOptions>>().Value.TokenConnections,
            Timeout = 3,
        }.ConnectionString).Build()));
        services.AddSingleton<CurrentTokens>();
        services.AddSingleton<TokenListener>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenListener>());

        string ConnectionString(IServiceProvider provider) =>
            provider.GetRequiredService<IConfiguration>().GetConnectionString(connectionName) is { Length: > 0 } found
                ? found
                : throw new InvalidOperationException(
                    $"There is no connection string '{connectionName}', in whose database the cache's tokens are. Set ConnectionStrings__{connectionName}.");
    }
}
