namespace Cookbook.Tests.LocalHosting;

/// <summary>A small application of shell scripts.</summary>
internal static class TestApplication
{
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    /// <summary>A resource that runs a script.</summary>
    public static IResourceBuilder<ExecutableResource> AddScript(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", ".", "-c", script);

    public static async Task<DistributedApplication> StartedAsync(this IDistributedApplicationTestingBuilder builder)
    {
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        try
        {
            await application.StartAsync(TestContext.Current.CancellationToken);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the resource's process was given.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> EnvironmentOfAsync(this DistributedApplication application, string resource)
    {
        var running = await application.ResourceNotifications.WaitForResourceAsync(
            resource, update => update.Snapshot.StartTimeStamp is not null, Eventually.Deadline);
        return running.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);
    }
}
