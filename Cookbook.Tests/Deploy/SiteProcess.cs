namespace Cookbook.Tests.Deploy;

/// <summary>The site as it is deployed, a process of its own. Disposing of it is what a platform does: SIGTERM, and patience.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private const string Name = "web";

    private readonly DistributedApplication _application;

    private SiteProcess(DistributedApplication application) => (_application, Address) = (application, application.GetEndpoint(Name));

    public Uri Address { get; }

    /// <summary>Returns when it is ready.</summary>
    public static async Task<SiteProcess> StartAsync(params (string Key, string Value)[] environment)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var site = builder.AddProject<Projects.Cookbook_Web>(Name).WithHttpHealthCheck("/health");
        foreach (var (key, value) in environment)
        {
            site.WithEnvironment(key, value);
        }

        var application = await builder.BuildAsync(Eventually.Deadline);
        await application.StartAsync(Eventually.Deadline);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(Name, Eventually.Deadline);
        return new SiteProcess(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
