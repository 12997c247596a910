using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;

namespace Cookbook.LocalHosting.Postgres;

/// <summary>PostgreSQL refuses to run as root, and on files that belong to another user than it runs as.</summary>
internal static class PostgresAccount
{
    /// <summary>Null for the present user. Under root: whom the data belong to, and for new data a user without rights.</summary>
    /// <exception cref="DistributedApplicationException">There is no such user.</exception>
    public static UnixUser? For(string dataDirectory)
    {
        if (!UnixUser.IsRoot)
        {
            return null;
        }

        if (!OperatingSystem.IsLinux() || !Directory.Exists(dataDirectory))
        {
            return UnixUser.Find("postgres", "nobody") ?? throw new DistributedApplicationException(
                "PostgreSQL does not run as root, and this machine has no user 'postgres' or 'nobody' to run it as. Add one, or start the AppHost as another user.");
        }

        return UnixUser.OwnerOf(dataDirectory) is { Id: not 0 } owner
            ? owner
            : throw new DistributedApplicationException(
                $"{dataDirectory} belongs to root, as whom PostgreSQL does not run. Give it to another user: chown -R postgres {dataDirectory}");
    }

    /// <exception cref="DistributedApplicationException">The user cannot enter the folder.</exception>
    public static async Task CheckThatCanEnterAsync(this UnixUser account, string folder, CancellationToken cancellationToken)
    {
        // Modes alone do not tell: groups, access control lists and mount options have their say.
        var enter = new ProcessSpec("/bin/sh") { Arguments = ["-c", "cd \"$1\"", "sh", folder], RunAs = account };
        var (exitCode, complaint) = await ChildProcess.RunAsync(enter, input: null, cancellationToken);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException(
                $"PostgreSQL runs as {account.Name}, because it does not run as root, and {account.Name} cannot enter {folder} ({complaint}). "
                + "Open that folder and each above it (chmod a+x), or name another with LocalHosting:Volumes or LocalHosting:Cache.");
        }
    }
}
