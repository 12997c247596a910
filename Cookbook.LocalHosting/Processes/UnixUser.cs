using System.Globalization;

namespace Cookbook.LocalHosting.Processes;

/// <summary>A user of this machine.</summary>
internal sealed record UnixUser(string Name, int Id, int GroupId)
{
    private const string Accounts = "/etc/passwd";

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The first of these users that this machine has.</summary>
    public static UnixUser? Find(params ReadOnlySpan<string> names) => Find(File.ReadAllLines(Accounts), names);

    /// <summary>Whom a file belongs to. It need not be a user that this machine knows by name. On Linux only.</summary>
    public static UnixUser OwnerOf(string path)
    {
        var (user, group) = Native.OwnerOf(path);
        return new UnixUser(string.Create(CultureInfo.InvariantCulture, $"user {user}"), user, group);
    }

    internal static UnixUser? Find(IReadOnlyList<string> accounts, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            // name:password:uid:gid:comment:home:shell
            foreach (var account in accounts)
            {
                if (account.Split(':') is [var user, _, var id, var group, ..] && user == name)
                {
                    return new UnixUser(name, int.Parse(id, CultureInfo.InvariantCulture), int.Parse(group, CultureInfo.InvariantCulture));
                }
            }
        }

        return null;
    }
}
