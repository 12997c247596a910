using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Cookbook.Tests.LocalHosting;

/// <summary>The stand-in for Aspire.StackExchange.Redis has its defaults.</summary>
public sealed class RedisClientTests
{
    [Fact]
    public void A_server_that_is_away_does_not_keep_the_client_from_being_made()
    {
        using var host = HostWith();
        Assert.False(host.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected);
    }

    [Fact]
    public void The_connection_string_may_say_otherwise()
    {
        using var host = HostWith(("ConnectionStrings:cache", "localhost:1,connectTimeout=100,connectRetry=0,abortConnect=true"));
        Assert.Throws<RedisConnectionException>(host.Services.GetRequiredService<IConnectionMultiplexer>);
    }

    [Fact]
    public void The_configuration_sets_the_connections_options_and_the_named_section_comes_last()
    {
        using var host = HostWith(
            ("Aspire:StackExchange:Redis:ConfigurationOptions:ClientName", "everyone"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:KeepAlive", "17"),
            ("Aspire:StackExchange:Redis:cache:ConfigurationOptions:ClientName", "cook"));

        var options = ConfigurationOptions.Parse(host.Services.GetRequiredService<IConnectionMultiplexer>().Configuration);

        Assert.Equal(("cook", 17), (options.ClientName, options.KeepAlive));
    }

    [Fact]
    public void The_health_check_has_its_name()
    {
        using var host = HostWith();
        Assert.Contains(
            host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations, check => check.Name == "StackExchange.Redis");
    }

    private static IHost HostWith(params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:cache"] = "localhost:1,connectTimeout=100,connectRetry=0",
        });
        builder.Configuration.AddInMemoryCollection(configuration.Select(each => KeyValuePair.Create<string, string?>(each.Key, each.Value)));
        builder.AddRedisClient("cache");
        return builder.Build();
    }
}
