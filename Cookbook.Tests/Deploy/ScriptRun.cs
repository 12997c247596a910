using System.Diagnostics;

namespace Cookbook.Tests.Deploy;

/// <summary>
/// A script of deploy/ with stand-ins for the programs that it calls, which go before the real ones and write down what they were asked.
/// </summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-script-");

    public ScriptRun() => Assert.SkipUnless(File.Exists("/bin/bash") || File.Exists("/usr/bin/bash"), "There is no bash.");

    /// <param name="program">Its name.</param>
    /// <param name="body">What it does, in bash; what it was asked is in <c>$*</c>.</param>
    public void StandIn(string program, string body = "")
    {
        var file = Path.Combine(_folder.FullName, program);
        File.WriteAllText(file, $"#!/usr/bin/env bash\necho \"{program} $*\" >> \"$ASKED\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <returns>How it ended, what it said on both of its streams, and what the stand-ins were asked, in order.</returns>
    public async Task<(int ExitCode, string Said, List<string> Asked)> RunAsync(
        string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        var asked = Path.Combine(_folder.FullName, "asked");
        await File.WriteAllTextAsync(asked, "", Eventually.Deadline);
        var start = new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "deploy", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ASKED"] = asked;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
        var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
        await process.WaitForExitAsync(Eventually.Deadline);
        return (process.ExitCode, $"{await output}{await error}", [.. await File.ReadAllLinesAsync(asked, Eventually.Deadline)]);
    }

    public static void MustBeInOrder(List<string> asked, params string[] steps)
    {
        var from = 0;
        foreach (var step in steps)
        {
            var place = asked.FindIndex(from, line => line.Contains(step, StringComparison.Ordinal));
            Assert.True(place >= 0, $"{step} is not among what follows in:\n{string.Join('\n', asked)}");
            from = place + 1;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
