using System.Reflection;
using Aspire.Hosting.Testing;
using Cookbook.LocalHosting.Dashboard;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        var arguments = options.Args ?? [];
        AppHostAssembly = options.Assembly ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        AppHostDirectory = ProjectDirectory(AppHostAssembly) ?? Directory.GetCurrentDirectory();
        var settings = new HostApplicationBuilderSettings
        {
            Args = [.. arguments.Where(argument => argument != DashboardExtensions.Without)],
            ContentRootPath = AppHostDirectory,
            ApplicationName = AppHostAssembly?.GetName().Name,
            EnvironmentName = options.Temporary ? Environments.Development : null,
        };
        options.Configure?.Invoke(options, settings);
        _host = new HostApplicationBuilder(settings);

        ExecutionContext = new DistributedApplicationExecutionContext(OperationIn(_host.Configuration));
        if (options.Temporary)
        {
            _host.Configuration["DcpPublisher:RandomizePorts"] ??= "true";
        }
        else if (UserSecrets.IdOf(AppHostAssembly) is { } secretsId && !_host.Environment.IsDevelopment())
        {
            // In Development the host reads them by itself. A data volume needs its password in every environment.
            _host.Configuration.Sources.Insert(0, new ChainedConfigurationSource
            {
                Configuration = new ConfigurationBuilder().AddUserSecrets(secretsId).Build(),
            });
        }

        _host.Logging.ClearProviders();
        if (!options.Temporary)
        {
            _host.Logging.AddSimpleConsole(console => console.SingleLine = true);
        }

        _host.Logging.AddFilter("Microsoft", LogLevel.Warning);
        _host.Logging.AddFilter("Yarp", LogLevel.Warning);

        // What keeps the application from starting is told at its end, once and without a stack.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // It logs every failure with its stack, and while a resource starts failures are what one expects; the runner tells the reason.
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _host.Logging.AddFilter("System.Net.Http", LogLevel.Warning);

        Services.AddHealthChecks();
        Services.AddHttpClient();
        Services.AddSingleton(Resources);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(services => new ResourceCommandService(services));
        if (!options.DisableDashboard && !arguments.Contains(DashboardExtensions.Without) && ExecutionContext.IsRunMode)
        {
            Services.AddDashboard(_host.Configuration);
        }

        Services.AddLocalOrchestration(options.Temporary);
        IsTemporary = options.Temporary;
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <summary>See <see cref="DistributedApplicationOptions.Temporary"/>.</summary>
    public bool IsTemporary { get; }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Two resources are named '{resource.Name}'. Give one of them another name in the AppHost.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build() => EntryPoint.Current?.Build(this) ?? BuildNow();

    /// <summary>Without asking a test that holds the AppHost.</summary>
    /// <exception cref="DistributedApplicationException">It is to be published.</exception>
    public DistributedApplication BuildNow() => ExecutionContext.IsRunMode
        ? new DistributedApplication(_host.Build())
        : throw new DistributedApplicationException(
            "Processes of this machine can be run, not published. Publish with the Aspire packages: set AspireHosting=Packages in the environment, "
            + "and start the AppHost again with the same arguments.");

    /// <summary><c>--operation publish</c>, as the Aspire packages take it.</summary>
    private static DistributedApplicationOperation OperationIn(ConfigurationManager configuration) =>
        string.Equals(configuration["operation"], "publish", StringComparison.OrdinalIgnoreCase) ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run;

    /// <summary>Stands in the assembly, written by the build (build/Cookbook.LocalHosting.targets).</summary>
    private static string? ProjectDirectory(Assembly? assembly) => assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "AppHostProjectPath")?.Value;
}
