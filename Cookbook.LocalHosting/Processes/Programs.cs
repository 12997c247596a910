using System.Runtime.InteropServices;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Cookbook.LocalHosting.Processes;

/// <summary>Finds programs as a shell does. <c>LocalHosting:Path</c> in the AppHost's configuration stands in for PATH.</summary>
internal sealed class Programs(IConfiguration configuration)
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];

    private string Path => configuration["LocalHosting:Path"] ?? Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>The absolute path of the first of these programs that is on the PATH.</summary>
    public string? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var folder in Path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                if (FindIn(folder, name) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary><paramref name="program"/> itself if it is a path, else where the PATH has it.</summary>
    /// <exception cref="DistributedApplicationException">It is nowhere.</exception>
    public string Require(string program) => System.IO.Path.IsPathRooted(program) && IsExecutable(program)
        ? program
        : Find(program) ?? throw new DistributedApplicationException($"The program '{program}' is not on the PATH. Install it, or correct its name in the AppHost.");

    /// <summary>The dotnet that runs this process; another one on the PATH may lack the runtime.</summary>
    /// <exception cref="DistributedApplicationException">This process brought its own runtime.</exception>
    public static string Dotnet()
    {
        // {root}/shared/Microsoft.NETCore.App/{version}/
        var root = System.IO.Path.GetFullPath("../../..", System.IO.Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()));
        return FindIn(root, "dotnet") ?? throw new DistributedApplicationException(
            $"There is no dotnet in {root}. The AppHost must run on an installed .NET runtime, not on one that was published with it.");
    }

    public static string? FindIn(string folder, string name) =>
        Endings.Select(ending => System.IO.Path.Combine(folder, name + ending)).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path)
    {
        // A link whose target has been uninstalled exists, for .NET.
        if (!File.Exists(path) || File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false })
        {
            return false;
        }

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != 0;
    }
}
