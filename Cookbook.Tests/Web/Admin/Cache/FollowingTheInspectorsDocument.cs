using System.Diagnostics;
using System.Text.RegularExpressions;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>The commands in docs/inspector.md do what stands there.</summary>
public sealed partial class FollowingTheInspectorsDocument(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Its_commands_work()
    {
        Assert.SkipUnless(File.Exists("/bin/sh") && File.Exists("/usr/bin/curl"), "There is no curl.");
        await using var site = new WebSite(sample.Database, sample.Redis) { Environment = "Development" }.Start();
        var email = await site.AddAccountAsync(Role.Administrator);
        var document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "inspector.md"), TestContext.Current.CancellationToken);
        var script = string.Concat(Script().Matches(document).Select(block => block.Groups[1].Value))
            .Replace("http://localhost:5180", site.ClientOptions.BaseAddress.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("admin@example.com", email, StringComparison.Ordinal)
            .Replace("the administrator’s", Accounts.Password, StringComparison.Ordinal);

        using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-euxc", script }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (answering, complaining) = (shell.StandardOutput.ReadToEndAsync(Eventually.Deadline), shell.StandardError.ReadToEndAsync(Eventually.Deadline));
        await shell.WaitForExitAsync(Eventually.Deadline);

        var (answers, complaints) = (await answering, await complaining);
        Assert.True(shell.ExitCode == 0, complaints);
        Assert.All(
            ["\"isEnabled\":true", "\"address\":\"/cookbook/\"", "\"headers\":[", "<!DOCTYPE html>", "\"isKept\":true", "{\"deleted\":"],
            part => Assert.Contains(part, answers, StringComparison.Ordinal));
        Assert.Equal(
            ["made the tag recipes stale", "deleted the cached page /cookbook/"],
            (await site.AuditOfAsync(email)).Where(action => !action.Contains("signed in", StringComparison.Ordinal) && !action.StartsWith("deleted everything", StringComparison.Ordinal)));
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();
}
