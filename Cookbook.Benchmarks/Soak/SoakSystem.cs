using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Benchmarks.Soak;

/// <summary>
/// The system as AppHost.cs describes it, in Production, with a second web process beside the first, each at an address of its own. Stopped is
/// really stopped, and killed is killed (SIGKILL); hung is a line between the site and the server that holds whatever is said, because a
/// server in a container has no process here that could be halted.
/// </summary>
internal sealed class SoakSystem : IAsyncDisposable
{
    private static readonly string[] Names = ["web", "second"];

    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;
    private readonly Line _postgres;
    private readonly Line _redis;

    private SoakSystem(
        IDistributedApplicationTestingBuilder builder, DistributedApplication application, Line postgres, Line redis,
        string directPostgres, string directRedis, string password)
    {
        (_builder, _application, _postgres, _redis) = (builder, application, postgres, redis);
        (DirectPostgres, DirectRedis, AdminPassword) = (directPostgres, directRedis, password);
        Replicas = [.. Names.Select(name => new Replica(new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(2),
        })
        {
            BaseAddress = application.GetEndpoint(name),
            Timeout = TimeSpan.FromSeconds(30),
        }))];
    }

    public Replica[] Replicas { get; }

    /// <summary>Connection string without the line, to prepare the data with.</summary>
    public string DirectPostgres { get; }

    /// <summary>Connection string without the line.</summary>
    public string DirectRedis { get; }

    /// <summary>Connection string of a writer that is no part of the site, but meets the same outages.</summary>
    public string Postgres => _postgres.ConnectionString;

    public string AdminPassword { get; }

    public Outage PostgresAway { get; } = new();

    public static async Task<SoakSystem> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(["--Seed=none", "--Replicas=1"], cancellationToken);
        var postgres = new Lazy<Task<Line>>(async () => Line.ToPostgres(await ConnectionStringAsync(builder, "cookbookdb", cancellationToken)));
        var redis = new Lazy<Task<Line>>(async () => Line.ToRedis(await ConnectionStringAsync(builder, "cache", cancellationToken)));
        var migrations = builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "migrations"));
        builder.AddProject<Projects.Cookbook_Web>(Names[1]).WithHttpHealthCheck("/health").WaitForCompletion(migrations);
        foreach (var name in Names)
        {
            builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == name))
                .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")
                .WithEnvironment("AllowedHosts", "localhost;127.0.0.1")
                .WithEnvironment("ForwardedHeaders_Enabled", "true")
                .WithEnvironment(async context =>
                {
                    context.EnvironmentVariables["ConnectionStrings__cookbookdb"] = (await postgres.Value).ConnectionString;
                    context.EnvironmentVariables["ConnectionStrings__cache"] = (await redis.Value).ConnectionString;
                });
        }

        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        foreach (var name in Names.Append("cache"))
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellationToken);
        }

        var password = builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "admin-password");
        return new SoakSystem(
            builder,
            application,
            await postgres.Value,
            await redis.Value,
            await ConnectionStringAsync(builder, "cookbookdb", cancellationToken),
            await ConnectionStringAsync(builder, "cache", cancellationToken),
            (await password.GetValueAsync(cancellationToken))!);
    }

    public async Task StopRedisAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("cache", KnownResourceCommands.StopCommand, cancellationToken);
        await _redis.CutAsync();
    }

    public async Task StartRedisAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("cache", KnownResourceCommands.StartCommand, cancellationToken);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("cache", cancellationToken);
        _redis.Mend();
    }

    public Task HangRedisAsync()
    {
        _redis.Hold();
        return Task.CompletedTask;
    }

    public Task ReleaseRedisAsync()
    {
        _redis.Mend();
        return Task.CompletedTask;
    }

    public async Task StopPostgresAsync(CancellationToken cancellationToken)
    {
        PostgresAway.Begin();
        await CommandAsync("postgres", KnownResourceCommands.StopCommand, cancellationToken);
        await _postgres.CutAsync();
    }

    public async Task StartPostgresAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("postgres", KnownResourceCommands.StartCommand, cancellationToken);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("cookbookdb", cancellationToken);
        _postgres.Mend();
        PostgresAway.End();
    }

    public Task HangPostgresAsync()
    {
        PostgresAway.Begin();
        _postgres.Hold();
        return Task.CompletedTask;
    }

    public Task ReleasePostgresAsync()
    {
        _postgres.Mend();
        PostgresAway.End();
        return Task.CompletedTask;
    }

    public async Task KillAsync(int replica, CancellationToken cancellationToken)
    {
        Replicas[replica].Away.Begin();
        using var process = Process.GetProcessById(ProcessOf(replica) ?? throw new InvalidOperationException($"{Names[replica]} does not run."));
        process.Kill(entireProcessTree: true);
        await _application.ResourceNotifications.WaitForResourceAsync(Names[replica], update => update.Snapshot.StopTimeStamp is not null, cancellationToken);
    }

    public async Task ReplaceAsync(int replica, CancellationToken cancellationToken)
    {
        Replicas[replica].Life++;
        await CommandAsync(Names[replica], KnownResourceCommands.StartCommand, cancellationToken);
        await _application.ResourceNotifications.WaitForResourceHealthyAsync(Names[replica], cancellationToken);
        Replicas[replica].Away.End();
    }

    /// <summary>The operating system's number; null while there is no process.</summary>
    public int? ProcessOf(int replica) => RunningProcess.Of(_application, Names[replica]);

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(Replicas, replica => replica.Dispose());
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static async Task<string> ConnectionStringAsync(IDistributedApplicationTestingBuilder builder, string name, CancellationToken cancellationToken) =>
        (await builder.Resources.OfType<IResourceWithConnectionString>().Single(resource => resource.Name == name).GetConnectionStringAsync(cancellationToken))!;

    private async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await _application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{command} of {resource}: {result.ErrorMessage}");
        }
    }
}
