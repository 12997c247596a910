namespace Cookbook.AppHost;

/// <summary>What a system that is published (<c>--operation publish</c>) asks of whoever deploys it, and one that runs here does not.</summary>
internal static class Publishing
{
    private const string Managed = "Managed";

    /// <summary>Whether Postgres and Redis are to be somebody else's, a cloud's: <c>--Managed=true</c>.</summary>
    /// <exception cref="DistributedApplicationException">It is neither true nor false; or the system is to run here.</exception>
    public static bool IsWithManagedServers(IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration[Managed] is not { Length: > 0 } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var managed))
        {
            throw new DistributedApplicationException($"{Managed} is '{text}'. It must be true or false.");
        }

        return managed && !builder.ExecutionContext.IsPublishMode
            ? throw new DistributedApplicationException(
                $"{Managed} is for --operation publish. What runs here has its own Postgres and Redis: leave it out.")
            : managed;
    }

    /// <summary>The names under which the site is reached: it answers to no others. Here it is localhost, which the site says itself.</summary>
    public static IResourceBuilder<ProjectResource> WithHostsToBeNamed(this IResourceBuilder<ProjectResource> site) =>
        site.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? site.WithEnvironment("AllowedHosts", site.ApplicationBuilder.AddParameter("allowed-hosts"))
            : site;

    /// <summary>The address of the first administrator. Here it is the worker's default.</summary>
    public static IResourceBuilder<ProjectResource> WithAdministratorToBeNamed(this IResourceBuilder<ProjectResource> worker) =>
        worker.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? worker.WithEnvironment("Admin__Email", worker.ApplicationBuilder.AddParameter("admin-email"))
            : worker;
}
