using System.Diagnostics;
using Cookbook.Web.Pages;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>The site as an image starts it, until it ends: <c>dotnet Cookbook.Web.dll</c>, with these settings and no others.</summary>
internal static class StartedSite
{
    public static async Task<(int ExitCode, string Error)> RunAsync((string Key, string Value)[] environment, params string[] args)
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
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
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
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
