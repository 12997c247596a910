using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Projects;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    /// <summary>A project of the repository, with the endpoints and variables of its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, launchProfileName: null);

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="launchProfileName">Default: the first profile that runs the project.</param>
    /// <exception cref="DistributedApplicationException">The project has no such launch profile.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject();
        var profile = LaunchSettings.ProfileOf(project.ProjectPath, launchProfileName);
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation(project);
        resource.WithAnnotation(new ProcessAnnotation((context, _) => Task.FromResult(ProjectProcess.Prepare(resource.Resource, project, context))));

        foreach (var address in profile?.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var url = new Uri(address);
            resource.WithEndpoint(port: url.Port, scheme: url.Scheme);
        }

        foreach (var (variable, value) in profile?.EnvironmentVariables ?? [])
        {
            resource.WithEnvironment(variable, value);
        }

        return resource.WithEnvironment(context => ProjectTelemetry.Describe(builder, name, context.EnvironmentVariables));
    }

    /// <summary>Runs the project as so many processes behind one address.</summary>
    /// <exception cref="DistributedApplicationException">Fewer than one.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) => replicas < 1
        ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' has {replicas} replicas. It needs at least 1.")
        : builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
}
