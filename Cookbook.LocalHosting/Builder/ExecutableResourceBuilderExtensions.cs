using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Processes;

namespace Aspire.Hosting;

public static class ExecutableResourceBuilderExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="command">A program on the PATH, or a path.</param>
    /// <param name="workingDirectory">Absolute, or relative to the AppHost's folder.</param>
    /// <param name="args">The program's arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[] args)
    {
        var directory = Path.GetFullPath(workingDirectory, builder.AppHostDirectory);
        return builder.AddResource(new ExecutableResource(name, command, directory))
            .WithAnnotation(new ProcessAnnotation((context, _) => Task.FromResult(new ProcessSpec(context.Programs.Require(command)) { WorkingDirectory = directory })))
            .WithArgs(args);
    }
}
