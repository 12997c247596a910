using System.Globalization;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;

namespace Cookbook.LocalHosting.Postgres;

/// <summary>The server's process: on the loopback only, with a password, on a data directory of its own.</summary>
internal static class PostgresProcess
{
    /// <summary>A run without a volume is thrown away, so nothing need reach the disk.</summary>
    private static readonly string[] Careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    public static async Task<ProcessSpec> PrepareAsync(
        PostgresServerResource server, LaunchContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(context.Programs, configuration, context.Say, cancellationToken);
        var folder = server.TryGetLastAnnotation<DataVolumeAnnotation>(out var volume)
            ? await context.Storage.VolumeAsync(volume.Name, cancellationToken)
            : context.Storage.RunFolderFor(server.Name);
        var account = PostgresAccount.For(PostgresDataDirectory.In(folder));
        OpenFolders.Create(folder);
        if (account is not null)
        {
            await account.CheckThatCanEnterAsync(binaries.Folder, cancellationToken);
            await account.CheckThatCanEnterAsync(folder, cancellationToken);
        }

        var data = new PostgresDataDirectory(folder, account, binaries);
        await data.PrepareAsync(
            (await server.UserNameReference.GetValueAsync(cancellationToken))!,
            (await server.PasswordParameter.GetValueAsync(cancellationToken))!,
            cancellationToken);

        string[] settings =
        [
            "listen_addresses=localhost",
            $"port={server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture)}",
            "unix_socket_directories=",
            "log_min_messages=fatal",
            .. context.Storage.IsTemporary(folder) ? Careless : [],
        ];
        return new ProcessSpec(binaries.Postgres)
        {
            Arguments = ["-D", data.Path, .. settings.SelectMany(setting => new[] { "-c", setting })],
            Environment = PostgresVariables.None,
            WorkingDirectory = data.Path,
            RunAs = account,

            // SIGINT is PostgreSQL's fast shutdown: sessions are ended and the files are left as they should be.
            StopSignal = Signal.Interrupt,
            ParentDeathSignal = Signal.Interrupt,
        };
    }
}
