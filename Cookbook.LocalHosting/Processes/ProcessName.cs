using System.Diagnostics;

namespace Cookbook.LocalHosting.Processes;

internal static class ProcessName
{
    /// <summary>Null if there is no process of that id.</summary>
    public static string? Of(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
