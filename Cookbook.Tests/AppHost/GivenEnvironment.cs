namespace Cookbook.Tests.AppHost;

internal static class GivenEnvironment
{
    /// <summary>The variables that the AppHost gives to a resource; their values may be known only when the system runs.</summary>
    public static async Task<Dictionary<string, object>> EnvironmentOfAsync(this IDistributedApplicationTestingBuilder builder, string name)
    {
        var resource = builder.Resources.Single(resource => resource.Name == name);
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, resource, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
