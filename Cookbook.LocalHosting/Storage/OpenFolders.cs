using Cookbook.LocalHosting.Processes;

namespace Cookbook.LocalHosting.Storage;

/// <summary>
/// Folders that a server can enter. Under root the servers run as other users, so what root makes for them must be open to those
/// whatever root's umask is. Other users' servers are their own, and their umask stands.
/// </summary>
internal static class OpenFolders
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder and those above it; one that is there stays as it is.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            Create(parent);
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && UnixUser.IsRoot)
        {
            File.SetUnixFileMode(path, Read | Execute | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Opens what another program has made in a folder: all can read it, and execute what its owner can execute.</summary>
    public static void Open(string path)
    {
        if (OperatingSystem.IsWindows() || !UnixUser.IsRoot)
        {
            return;
        }

        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", all).Prepend(path))
        {
            var mode = File.GetUnixFileMode(entry);
            File.SetUnixFileMode(entry, mode | Read | (mode.HasFlag(UnixFileMode.UserExecute) ? Execute : UnixFileMode.None));
        }
    }
}
