using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The variables and arguments that a resource's annotations add to its process.</summary>
internal static class ProcessEnvironment
{
    private static readonly DistributedApplicationExecutionContext RunMode = new(DistributedApplicationOperation.Run);

    public static async Task<ProcessSpec> ApplyAsync(IResource resource, ProcessSpec spec, CancellationToken cancellationToken)
    {
        var variables = new EnvironmentCallbackContext(RunMode, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(variables);
        }

        var arguments = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(arguments);
        }

        var environment = new Dictionary<string, string?>(spec.Environment);
        foreach (var (name, value) in variables.EnvironmentVariables)
        {
            environment[name] = await TextAsync(value, cancellationToken);
        }

        var allArguments = new List<string>(spec.Arguments);
        foreach (var argument in arguments.Args)
        {
            allArguments.Add(await TextAsync(argument, cancellationToken) ?? "");
        }

        return spec with { Environment = environment, Arguments = allArguments };
    }

    private static async ValueTask<string?> TextAsync(object value, CancellationToken cancellationToken) =>
        value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : value.ToString();
}
