using System.Diagnostics;

namespace Cookbook.Tests.Deploy;

/// <summary>deploy/prometheus, by promtool itself (on Debian: the package prometheus): the rules are rules, and fire when they are to.</summary>
public sealed class TestingAlertRules
{
    private static readonly string? Promtool = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "promtool"))
        .FirstOrDefault(File.Exists);

    [Theory]
    [InlineData("check", "cookbook.rules.yaml")]
    [InlineData("test", "cookbook.rules.test.yaml")]
    public async Task Promtool_finds_nothing(string what, string file)
    {
        Assert.SkipWhen(Promtool is null, "No promtool is on the PATH.");
        var start = new ProcessStartInfo(Promtool!, [what, "rules", file])
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "deploy", "prometheus"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
        var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
        await process.WaitForExitAsync(Eventually.Deadline);

        Assert.True(process.ExitCode == 0, $"{await output}{await error}");
    }
}
