namespace Cookbook.LocalHosting.Storage;

/// <summary>
/// A folder for one run. A lock on a file beside it shows that the run is alive; each new run sweeps out the folders whose lock
/// nobody holds, so that a run that was killed leaves nothing for long.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private static readonly TimeSpan OthersPatience = TimeSpan.FromMinutes(1);

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    public string Path { get; }

    /// <param name="root">The folder of all runs' folders; made if need be.</param>
    public static RunFolder Create(string root)
    {
        OpenFolders.Create(root);

        // A lock file that is there and not yet locked would look like one that a killed run has left.
        using var turn = FileTurn.TakeAsync(
            System.IO.Path.Combine(root, "turn"), OthersPatience, $"Another process holds {root}/turn. End it, then try again.").GetAwaiter().GetResult();
        Sweep(root);
        var path = System.IO.Path.Combine(root, System.IO.Path.GetRandomFileName());
        var held = new FileStream(path + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        OpenFolders.Create(path);
        return new RunFolder(path, held);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        File.Delete(Path + ".lock");
        _lock.Dispose();
    }

    private static void Sweep(string root)
    {
        foreach (var lockFile in Directory.EnumerateFiles(root, "*.lock"))
        {
            try
            {
                using var taken = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var left = System.IO.Path.ChangeExtension(lockFile, null);
                if (Directory.Exists(left))
                {
                    Directory.Delete(left, recursive: true);
                }

                File.Delete(lockFile);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its run is alive, or it is another user's: not ours to sweep.
            }
        }
    }
}
