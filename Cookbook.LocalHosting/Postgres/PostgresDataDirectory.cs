using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;

namespace Cookbook.LocalHosting.Postgres;

/// <summary>The files of a server.</summary>
/// <param name="folder">Holds the data directory and what is known about it.</param>
/// <param name="account">Whom the files belong to; null for the present user.</param>
/// <param name="binaries">The programs that read and write the files.</param>
internal sealed class PostgresDataDirectory(string folder, UnixUser? account, PostgresBinaries binaries)
{
    /// <summary>A server whose AppHost was killed gets that long to end.</summary>
    private static readonly TimeSpan PredecessorPatience = TimeSpan.FromSeconds(15);

    public string Path { get; } = In(folder);

    private string PasswordHashFile => System.IO.Path.Combine(folder, "password.sha256");

    public static string In(string folder) => System.IO.Path.Combine(folder, "data");

    /// <summary>Makes the directory, or readies the one that is there.</summary>
    /// <exception cref="DistributedApplicationException">
    /// It belongs to another version of PostgreSQL, or to a server that runs; or PostgreSQL's programs fail.
    /// </exception>
    public async Task PrepareAsync(string userName, string password, CancellationToken cancellationToken)
    {
        if (password.Any(char.IsControl))
        {
            throw new DistributedApplicationException(
                $"the password of {userName} has a line break or another control character, which initdb does not take. Set another one.");
        }

        OpenFolders.Create(folder);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
        if (!Directory.Exists(Path))
        {
            await InitializeAsync(userName, password, cancellationToken);
            PrivateFiles.WriteAllText(PasswordHashFile, hash);
            return;
        }

        await CheckVersionAsync(cancellationToken);
        await WaitForPredecessorAsync(cancellationToken);
        if (!File.Exists(PasswordHashFile) || await File.ReadAllTextAsync(PasswordHashFile, cancellationToken) != hash)
        {
            // The user's secrets were deleted or changed: the data stay, and get the new password.
            await ChangePasswordAsync(userName, password, cancellationToken);
            PrivateFiles.WriteAllText(PasswordHashFile, hash);
        }
    }

    private async Task InitializeAsync(string userName, string password, CancellationToken cancellationToken)
    {
        // Beside its place first, so that an interrupted initdb leaves nothing that looks finished.
        var unfinished = Path + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        PrivateFiles.CreateDirectory(unfinished);
        var passwordFile = System.IO.Path.Combine(folder, "password");
        PrivateFiles.WriteAllText(passwordFile, password);
        if (account is not null)
        {
            Native.ChangeOwner(unfinished, account);
            Native.ChangeOwner(passwordFile, account);
        }

        try
        {
            await RunAsync(
                binaries.InitDb,
                [
                    "-D", unfinished, "-U", userName, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                    OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--no-locale", "--no-sync", "--no-instructions",
                ],
                input: null,
                cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(unfinished, Path);
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        var mine = (await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "PG_VERSION"), cancellationToken)).Trim();
        var theirs = await binaries.MajorVersionAsync(cancellationToken);
        if (mine != theirs)
        {
            throw new DistributedApplicationException(
                $"the data volume {folder} was made by PostgreSQL {mine}, but {binaries.Folder} is PostgreSQL {theirs}. "
                + $"Put version {mine} on the PATH (or move its data over with pg_dump), or delete the folder to begin with an empty database.");
        }
    }

    /// <summary>postgres refuses a directory with the lock file of a live server, and takes over that of a dead one.</summary>
    private async Task WaitForPredecessorAsync(CancellationToken cancellationToken)
    {
        var lockFile = System.IO.Path.Combine(Path, "postmaster.pid");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PredecessorPatience);
        while (await HolderAsync() is { } holder)
        {
            try
            {
                await Task.Delay(100, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DistributedApplicationException(
                    $"another run of the AppHost uses the data volume {folder} (its postgres is process {holder}). Stop that run first.");
            }
        }

        async Task<int?> HolderAsync()
        {
            if (OperatingSystem.IsWindows() || !File.Exists(lockFile))
            {
                return null;
            }

            try
            {
                var lines = await File.ReadAllLinesAsync(lockFile, cancellationToken);
                return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id) && ProcessName.Of(id) == "postgres" ? id : null;
            }
            catch (FileNotFoundException)
            {
                // It has ended just now.
                return null;
            }
        }
    }

    /// <summary>In single-user mode, which asks for no password. A statement that fails must not be logged: it has the new one.</summary>
    private Task ChangePasswordAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var role = "\"" + userName.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var literal = "'" + password.Replace("'", "''", StringComparison.Ordinal) + "'";
        return RunAsync(
            binaries.Postgres,
            ["--single", "-D", Path, "-c", "log_min_error_statement=panic", "postgres"],
            $"ALTER ROLE {role} PASSWORD {literal}\n",
            cancellationToken);
    }

    private async Task RunAsync(string program, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        var spec = new ProcessSpec(program) { Arguments = arguments, Environment = PostgresVariables.None, WorkingDirectory = folder, RunAs = account };
        var (exitCode, output) = await ChildProcess.RunAsync(spec, input, cancellationToken);

        // In single-user mode postgres ends with 0 even if the statement failed.
        var error = ErrorLine.In(output);
        if (exitCode != 0 || error is not null)
        {
            var name = System.IO.Path.GetFileName(program);
            throw new DistributedApplicationException(
                $"{name} failed on {folder} ({error ?? $"exit code {exitCode}"}). Mend the cause and start again; no data were changed. {name} said:{Environment.NewLine}{output}");
        }
    }
}
