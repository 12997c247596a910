namespace Cookbook.Tests.AppHost;

/// <summary>The whole system, as AppHost.cs describes it, started for a test.</summary>
internal sealed class CookbookSystem : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;

    private CookbookSystem(IDistributedApplicationTestingBuilder builder, DistributedApplication application)
    {
        _builder = builder;
        Application = application;
        Web = application.CreateHttpClient("web");
    }

    public DistributedApplication Application { get; }

    public HttpClient Web { get; }

    /// <param name="configure">Changes the model before it is built.</param>
    /// <param name="args">The AppHost's command line.</param>
    public static async Task<CookbookSystem> StartAsync(Action<IDistributedApplicationTestingBuilder>? configure, params string[] args)
    {
        var cancellationToken = Eventually.Deadline;
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(args, cancellationToken);
        configure?.Invoke(builder);
        var application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("cache", cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("web", cancellationToken);
        return new CookbookSystem(builder, application);
    }

    public static Task<CookbookSystem> StartAsync(params string[] args) => StartAsync(configure: null, args);

    /// <summary>Runs one of a resource's own commands, or start, stop, restart.</summary>
    public async Task CommandAsync(string resource, string command)
    {
        var result = await Application.ResourceCommands.ExecuteCommandAsync(resource, command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.ErrorMessage);
    }

    /// <summary>Hits have an age; misses have none.</summary>
    public async Task<bool> IsHitAsync(string address)
    {
        using var response = await Web.GetAsync(address, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return response.Headers.Age is not null;
    }

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        await Application.DisposeAsync();
        await _builder.DisposeAsync();
    }
}
