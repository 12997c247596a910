using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application as the AppHost would. It is the caller's to start and to dispose.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

/// <summary>Runs an AppHost inside of a test: on random ports (unless <c>DcpPublisher:RandomizePorts=false</c>), with data and secrets that go with it.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>An empty application, for the test to describe.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <param name="args">As on the command line of an AppHost.</param>
    /// <param name="configureBuilder">Changes the options, as <see cref="DistributedApplicationOptions.DisableDashboard"/>, and the host's settings.</param>
    public static IDistributedApplicationTestingBuilder Create(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder) => new TestingBuilder(
            new DistributedApplicationBuilder(new DistributedApplicationOptions
            {
                Args = args,
                Temporary = true,
                DisableDashboard = true,
                Configure = configureBuilder,
            }),
            entryPoint: null);

    /// <typeparam name="TEntryPoint">The class of the AppHost in the namespace <c>Projects</c>, or another type of its assembly.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <param name="args">The AppHost's command line.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <typeparam name="TEntryPoint">The class of the AppHost in the namespace <c>Projects</c>, or another type of its assembly.</typeparam>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>(args, (_, _) => { }, cancellationToken);

    /// <param name="args">The AppHost's command line.</param>
    /// <param name="configureBuilder">Changes the options, as <see cref="DistributedApplicationOptions.DisableDashboard"/>, and the host's settings.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <typeparam name="TEntryPoint">The class of the AppHost in the namespace <c>Projects</c>, or another type of its assembly.</typeparam>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var entryPoint = EntryPoint.Start(typeof(TEntryPoint).Assembly, args, configureBuilder);
        return new TestingBuilder(await entryPoint.DescribedAsync(cancellationToken), entryPoint);
    }

    private sealed class TestingBuilder(DistributedApplicationBuilder inner, EntryPoint? entryPoint) : IDistributedApplicationTestingBuilder
    {
        public ConfigurationManager Configuration => inner.Configuration;

        public string AppHostDirectory => inner.AppHostDirectory;

        public Assembly? AppHostAssembly => inner.AppHostAssembly;

        public IHostEnvironment Environment => inner.Environment;

        public IServiceCollection Services => inner.Services;

        public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

        public IResourceCollection Resources => inner.Resources;

        public IResourceBuilder<T> AddResource<T>(T resource)
            where T : IResource => inner.AddResource(resource);

        public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
            where T : IResource => inner.CreateResourceBuilder(resource);

        public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

        public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        {
            if (entryPoint is null)
            {
                return inner.BuildNow();
            }

            var application = await entryPoint.BuildAsync(cancellationToken);
            application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(entryPoint.End);
            return application;
        }

        public void Dispose() => entryPoint?.End();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
