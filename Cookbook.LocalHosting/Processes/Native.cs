using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Cookbook.LocalHosting.Processes;

/// <summary>The calls of the C library for which .NET has none.</summary>
internal static partial class Native
{
    private const int NoSuchProcess = 3;
    private const int CurrentDirectory = -100;
    private const uint UserAndGroup = 0x18;

    /// <summary>Sends a signal to a process, or with a negative id to a process group. False if it is gone.</summary>
    public static bool Send(int processId, Signal signal)
    {
        if (Kill(processId, (int)signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error);
    }

    public static void ChangeOwner(string path, UnixUser owner)
    {
        if (Chown(path, owner.Id, owner.GroupId) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The owner of {path} could not be changed to {owner.Name}.");
        }
    }

    /// <summary>Whom a file belongs to, by the ids of the user and the group. On Linux only.</summary>
    public static (int User, int Group) OwnerOf(string path) =>
        Statx(CurrentDirectory, path, flags: 0, UserAndGroup, out var status) == 0
            ? (status.User, status.Group)
            : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The owner of {path} could not be read.");

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, int owner, int group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out Status status);

    /// <summary>The two fields that matter here of struct statx, which is the same on every processor: see statx(2).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public int User;

        [FieldOffset(24)]
        public int Group;
    }
}
