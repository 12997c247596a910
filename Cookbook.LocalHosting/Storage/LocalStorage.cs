using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Configuration;

namespace Cookbook.LocalHosting.Storage;

/// <summary>
/// Where the system keeps what it must keep on this machine: data volumes, programs it has fetched, and folders that go with the run.
/// </summary>
/// <param name="temporary">Under test: nothing is kept.</param>
/// <param name="configuration"><c>LocalHosting:Volumes</c> is the folder of the data volumes, in place of the usual one.</param>
internal sealed class LocalStorage(bool temporary, IConfiguration configuration) : IDisposable
{
    private const string Folder = "aspire-local";

    private readonly Lazy<RunFolder> _run = new(() => RunFolder.Create(Path.Combine(Path.GetTempPath(), $"{Folder}-{Environment.UserName}")));

    /// <summary>For programs. Root's own home cannot be read by the users that servers run as, so root's folders are the machine's.</summary>
    public static string Cache => UnixUser.IsRoot
        ? Path.Combine("/var/cache", Folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), Folder);

    private string Volumes => configuration["LocalHosting:Volumes"]
        ?? (UnixUser.IsRoot ? Path.Combine("/var/lib", Folder, "volumes") : Path.Combine(Cache, "volumes"));

    /// <summary>A folder that outlives the run; under test, one that does not.</summary>
    public string Volume(string name) => temporary ? RunFolderFor(name) : Path.Combine(Volumes, name);

    /// <summary>A folder that is deleted when the application ends, or, if it is killed, when the next one starts.</summary>
    public string RunFolderFor(string name) => Path.Combine(_run.Value.Path, name);

    /// <summary>Nothing in this folder is wanted after the run.</summary>
    public bool IsTemporary(string folder) => _run.IsValueCreated && folder.StartsWith(_run.Value.Path, StringComparison.Ordinal);

    public void Dispose()
    {
        if (_run.IsValueCreated)
        {
            _run.Value.Dispose();
        }
    }
}
