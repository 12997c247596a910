using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Cookbook.Benchmarks.Beside;
using Cookbook.Data;

namespace Cookbook.Benchmarks.Requests;

/// <summary>
/// The whole system as AppHost.cs describes it, with the tutorial's recipes, and more sites beside its own. All are processes of their own,
/// as shipped, in production.
/// </summary>
internal sealed class MeasuredSystem : IAsyncDisposable
{
    private const string SecondLevelAlone = "second-level", WithoutCache = "uncached";

    /// <summary>Beside the system's own site: one without the first level, one without the cache.</summary>
    public static readonly SiteBeside[] OtherWays =
        [new(SecondLevelAlone, ("OutputCaching__FirstLevelBytes", "0")), new(WithoutCache, ("OutputCaching__Enabled", "false"))];

    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    private MeasuredSystem(IDistributedApplicationTestingBuilder builder, DistributedApplication application) =>
        (_builder, _application) = (builder, application);

    public required string Postgres { get; init; }

    public required string Redis { get; init; }

    public Uri FirstLevel => AddressOf("web");

    public Uri SecondLevel => AddressOf(SecondLevelAlone);

    public Uri Uncached => AddressOf(WithoutCache);

    /// <summary>Of the site with both levels, the operating system's number.</summary>
    public int? Process => RunningProcess.Of(_application, "web");

    public static async Task<MeasuredSystem> StartAsync(SiteBeside[] sites, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(["--Seed=none"], cancellationToken);
        Prepare(builder.CreateResourceBuilder(Find<ProjectResource>(builder, "web")));
        foreach (var site in sites)
        {
            Add(builder, site);
        }

        var application = await builder.BuildAsync(cancellationToken);
        try
        {
            await application.StartAsync(cancellationToken);
            foreach (var resource in (string[])["cache", "web", .. sites.Select(site => site.Name)])
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

    public Uri AddressOf(string site) => _application.GetEndpoint(site, "http");

    public CookbookDbContext Open() => TutorialRecipes.Open(Postgres);

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }

    private static void Add(IDistributedApplicationTestingBuilder builder, SiteBeside site)
    {
        var resource = Prepare(
            builder.AddProject<Projects.Cookbook_Web>(site.Name)
                .WithReference(builder.CreateResourceBuilder(Find<IResourceWithConnectionString>(builder, "cookbookdb")))
                .WithReference(builder.CreateResourceBuilder(Find<IResourceWithConnectionString>(builder, "cache")))
                .WaitForCompletion(builder.CreateResourceBuilder(Find<ProjectResource>(builder, "migrations")))
                .WithHttpHealthCheck("/health"));
        foreach (var (name, value) in site.Variables)
        {
            resource.WithEnvironment(name, value);
        }
    }

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
