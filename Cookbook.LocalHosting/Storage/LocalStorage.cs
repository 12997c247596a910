using System.Collections.Concurrent;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Configuration;

namespace Cookbook.LocalHosting.Storage;

/// <summary>
/// Where the system keeps what it must keep on this machine: data volumes, programs it has fetched, and folders that go with the run.
/// </summary>
/// <param name="temporary">Under test: nothing is kept.</param>
/// <param name="configuration">
/// <c>LocalHosting:Volumes</c> is the folder of the data volumes, in place of the usual one, and <c>LocalHosting:Cache</c> that of the rest.
/// </param>
internal sealed class LocalStorage(bool temporary, IConfiguration configuration) : IDisposable
{
    private const string Folder = "aspire-local";

    /// <summary>A run that has just been told to end gets that long to let go of its volumes.</summary>
    private static readonly TimeSpan PredecessorPatience = TimeSpan.FromSeconds(15);

    /// <summary>Not in the machine's temporary folder: anyone can take a name there that can be foreseen.</summary>
    private readonly Lazy<RunFolder> _run = new(() => RunFolder.Create(Path.Combine(CacheOf(configuration), "runs")));

    private readonly ConcurrentDictionary<string, IDisposable> _held = [];

    /// <summary>Root's own home cannot be read by the users that servers run as, so root's folders are the machine's.</summary>
    private static string Cache => UnixUser.IsRoot
        ? Path.Combine("/var/cache", Folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), Folder);

    private string Volumes => configuration["LocalHosting:Volumes"]
        ?? (UnixUser.IsRoot ? Path.Combine("/var/lib", Folder, "volumes") : Path.Combine(Cache, "volumes"));

    /// <summary>For programs that were fetched, and for the folders of runs.</summary>
    public static string CacheOf(IConfiguration configuration) => configuration["LocalHosting:Cache"] ?? Cache;

    /// <summary>A folder that outlives the run; under test, one that does not. It is this run's alone until the run ends.</summary>
    /// <exception cref="DistributedApplicationException">Another run has it, or it cannot be made.</exception>
    public async Task<string> VolumeAsync(string name, CancellationToken cancellationToken)
    {
        if (temporary)
        {
            return RunFolderFor(name);
        }

        var folder = Path.Combine(Volumes, name);
        if (!_held.ContainsKey(folder))
        {
            _held[folder] = await HoldAsync(folder, cancellationToken);
        }

        return folder;
    }

    /// <summary>A folder that is deleted when the application ends, or, if it is killed, when the next one starts.</summary>
    public string RunFolderFor(string name) => Path.Combine(_run.Value.Path, name);

    /// <summary>Nothing in this folder is wanted after the run.</summary>
    public bool IsTemporary(string folder) => _run.IsValueCreated && folder.StartsWith(_run.Value.Path, StringComparison.Ordinal);

    public void Dispose()
    {
        foreach (var held in _held.Values)
        {
            held.Dispose();
        }

        if (_run.IsValueCreated)
        {
            _run.Value.Dispose();
        }
    }

    private static async Task<IDisposable> HoldAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            OpenFolders.Create(folder);
            return await FileTurn.TakeAsync(
                Path.Combine(folder, "lock"),
                PredecessorPatience,
                $"another run of the AppHost uses the data volume {folder}. Stop that run first, or name another folder with LocalHosting:Volumes.",
                cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"the data volume {folder} cannot be used: {exception.Message} Let {Environment.UserName} write there, or name another folder with LocalHosting:Volumes.",
                exception);
        }
    }
}
