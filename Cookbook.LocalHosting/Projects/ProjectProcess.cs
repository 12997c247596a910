using Aspire.Hosting;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Processes;

namespace Cookbook.LocalHosting.Projects;

/// <summary>The process of a built project.</summary>
internal static class ProjectProcess
{
    /// <summary>The AppHost's own; a service gets its own from its launch profile, or none.</summary>
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    /// <exception cref="DistributedApplicationException">The project has not been built, or there is no dotnet.</exception>
    public static ProcessSpec Prepare(ProjectResource resource, IProjectMetadata project, LaunchContext context)
    {
        var target = (project as IBuiltProjectMetadata)?.TargetPath;
        if (target is null || !File.Exists(target))
        {
            throw new DistributedApplicationException($"{resource.Name} has not been built: {target ?? project.ProjectPath} is not there. Build the AppHost (dotnet build), which builds its services.");
        }

        var environment = NotInherited.ToDictionary(name => name, string? (_) => null);
        var addresses = resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https")
            .Select(endpoint => $"{endpoint.UriScheme}://localhost:{endpoint.ReplicaPorts[context.Replica]}")
            .ToArray();
        if (addresses.Length > 0)
        {
            environment["ASPNETCORE_URLS"] = string.Join(';', addresses);
        }

        if (context.Colours)
        {
            environment["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        }

        return new ProcessSpec(Programs.Dotnet())
        {
            Arguments = [target],
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath),
        };
    }
}
