using System.Globalization;
using System.Diagnostics;
using Cookbook.LocalHosting.Processes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>The shell that stands between on machines without setpriv.</summary>
public sealed class ParentDeathTests
{
    [Fact]
    public async Task The_guard_ends_the_program_when_its_own_input_ends()
    {
        using var guard = Guard("echo $$; exec sleep 600");
        var program = int.Parse((await guard.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        Assert.True(AppHostProcess.IsAlive(program));

        guard.StandardInput.Close();

        await Eventually.IsTrue("the program has ended", () => !AppHostProcess.IsAlive(program));
    }

    [Fact]
    public async Task The_guard_hands_the_exit_code_on()
    {
        using var guard = Guard("exit 7");
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, guard.ExitCode);
    }

    [Fact]
    public async Task The_guard_hands_SIGTERM_on()
    {
        using var guard = Guard("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        Assert.Equal("ready", await guard.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        Native.Send(guard.Id, Signal.Terminate);

        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(9, guard.ExitCode);
    }

    [Fact]
    public void The_user_that_a_server_runs_as_is_the_first_that_the_machine_has()
    {
        string[] accounts = ["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin"];
        Assert.Equal(new UnixUser("nobody", 65534, 65533), UnixUser.Find(accounts, "postgres", "nobody"));
        Assert.Null(UnixUser.Find(accounts, "postgres"));
    }

    private static Process Guard(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", ParentDeath.Guard, "sh", "/bin/sh", "-c", script])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
