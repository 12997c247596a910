using Cookbook.LocalHosting.Storage;

namespace Cookbook.Tests.LocalHosting;

/// <summary>A folder of its own for a test's data volumes. The servers, which may run as another user than the tests do, can enter it.</summary>
internal sealed class VolumesFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-volumes-");

    public VolumesFolder() => OpenFolders.Open(Path);

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
