using CliWrap;
using CliWrap.Buffered;

namespace Cookbook.Benchmarks;

/// <summary>Programs of this machine, which may be there or not.</summary>
internal static class InstalledProgram
{
    /// <summary>Debian has nginx where the PATH of ordinary users does not lead.</summary>
    private static readonly string[] Besides = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Its path; null where it is not installed.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Besides)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
        .FirstOrDefault(File.Exists);

    /// <summary>The first line that it prints, on either output; null where it is not installed.</summary>
    public static async Task<string?> SaysAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } program)
        {
            return null;
        }

        var said = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        return (said.StandardOutput + said.StandardError).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.Trim();
    }
}
