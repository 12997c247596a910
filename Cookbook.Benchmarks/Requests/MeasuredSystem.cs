using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Cookbook.Benchmarks.Beside;
using Cookbook.Data;

namespace Cookbook.Benchmarks.Requests;

/// <summary>
/// The whole system as AppHost.cs describes it, with the tutorial's recipes, and two more sites beside its own: one without the first
/// level, one without the cache. All are processes of their own, as shipped, in production.
/// </summary>
internal sealed class MeasuredSystem : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    private MeasuredSystem(IDistributedApplicationTestingBuilder builder, DistributedApplication application) =>
        (_builder, _application) = (builder, application);

    public required string Postgres { get; init; }

    public required string Redis { get; init; }

    public Uri FirstLevel => _application.GetEndpoint("web", "http");

    public Uri SecondLevel => _application.GetEndpoint("second-level", "http");

    public Uri Uncached => _application.GetEndpoint("uncached", "http");

    /// <summary>Of the site with both levels, the operating system's number.</summary>
    public int? Process => RunningProcess.Of(_application, "web");

    public static async Task<MeasuredSystem> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(["--Seed=none"], cancellationToken);
        Prepare(builder.CreateResourceBuilder(Find<ProjectResource>(builder, "web")));
        AddSite(builder, "second-level").WithEnvironment("OutputCaching__FirstLevelBytes", "0");
        AddSite(builder, "uncached").WithEnvironment("OutputCaching__Enabled", "false");

        var application = await builder.BuildAsync(cancellationToken);
        try
        {
            await application.StartAsync(cancellationToken);
            foreach (var resource in (string[])["cache", "web", "second-level", "uncached"])
            {
                await application.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);
            }

            var system = new MeasuredSystem(builder, application)
            {
                Postgres = (await application.GetConnectionStringAsync("cookbookdb", cancellationToken))!,
                Redis = (await application.GetConnectionStringAsync("cache", cancellationToken))!,
            };
            await system.AddRecipesAsync(cancellationToken);
            return system;
        }
        catch
        {
            await application.DisposeAsync();
            await builder.DisposeAsync();
            throw;
        }
    }

    public CookbookDbContext Open() => TutorialRecipes.Open(Postgres);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }

    private static IResourceBuilder<ProjectResource> AddSite(IDistributedApplicationTestingBuilder builder, string name) => Prepare(
        builder.AddProject<Projects.Cookbook_Web>(name)
            .WithReference(builder.CreateResourceBuilder(Find<IResourceWithConnectionString>(builder, "cookbookdb")))
            .WithReference(builder.CreateResourceBuilder(Find<IResourceWithConnectionString>(builder, "cache")))
            .WaitForCompletion(builder.CreateResourceBuilder(Find<ProjectResource>(builder, "migrations")))
            .WithHttpHealthCheck("/health"));

    private static IResourceBuilder<ProjectResource> Prepare(IResourceBuilder<ProjectResource> site)
    {
        foreach (var endpoint in site.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            // The process itself is asked, without the proxy that Aspire puts before it; then the port must be a known one.
            endpoint.Port = endpoint.TargetPort = FreePort.Find();
            endpoint.IsProxied = false;
        }

        var own = typeof(StartupHook).Assembly;
        return site
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Production")
            .WithEnvironment("AllowedHosts", "localhost;127.0.0.1")
            .WithEnvironment("MALLOC_ARENA_MAX", "1") // As in the image.
            .WithEnvironment("DOTNET_STARTUP_HOOKS", own.Location)
            .WithEnvironment("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", own.GetName().Name)
            .WithEnvironment(BesideStartup.Switch, "true");
    }

    private static T Find<T>(IDistributedApplicationTestingBuilder builder, string name)
        where T : IResource => builder.Resources.OfType<T>().Single(resource => resource.Name == name);

    private async Task AddRecipesAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        await TutorialRecipes.AddAsync(db, cancellationToken);
    }
}
