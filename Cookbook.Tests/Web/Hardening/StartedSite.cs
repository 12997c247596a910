using System.Diagnostics;
using System.Globalization;
using Cookbook.Web.Pages;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>The site as an image starts it, until it ends: <c>dotnet Cookbook.Web.dll</c>, with these settings and no others.</summary>
internal static class StartedSite
{
    /// <summary>One that refuses.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync((string Key, string Value)[] environment, params string[] args)
    {
        using var process = Start(environment, args);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
            var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
            await process.WaitForExitAsync(Eventually.Deadline);
            await output;
            return (process.ExitCode, await error);
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>One that runs: when it says that it listens it is sent SIGTERM.</summary>
    /// <returns>How it ended, and what it said on its standard output.</returns>
    public static async Task<(int ExitCode, List<string> Lines)> UntilItListensAsync((string Key, string Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        using var process = Start(environment, []);
        try
        {
            var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
            var lines = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(Eventually.Deadline) is { } line)
            {
                lines.Add(line);
                if (line.Contains("Now listening on", StringComparison.Ordinal))
                {
                    using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
                    await kill.WaitForExitAsync(Eventually.Deadline);
                }
            }

            await process.WaitForExitAsync(Eventually.Deadline);
            Assert.Equal("", await error);
            return (process.ExitCode, lines);
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start((string Key, string Value)[] environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(IndexModel).Assembly.Location, .. args])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["AllowedHosts"] = "cookbook.example";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
