using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cookbook.LocalHosting.Processes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>The AppHost as a user starts it, a process of its own; on random ports, with its data volume in a folder of the test's.</summary>
internal sealed partial class AppHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AppHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The address that the console ends with.</summary>
    public string Address => AddressLine().Match(Output).Groups[1].Value;

    public bool HasExited => _process.HasExited;

    /// <summary>Without its dashboard, which has tests of its own.</summary>
    public static AppHostProcess Start(string volumes, params string[] args) => StartWithDashboard(volumes, ["--no-dashboard", .. args]);

    public static AppHostProcess StartWithDashboard(string volumes, params string[] args) => Start(new ProcessStartInfo(Programs.Dotnet()), volumes, args);

    public static AppHostProcess StartWithUmask(string umask, string volumes) => Start(
        new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "umask \"$0\"; exec \"$@\"", umask, Programs.Dotnet() } }, volumes, "--no-dashboard");

    public Task IsUpAsync() => Eventually.IsTrue("the AppHost prints its address", () =>
    {
        Assert.False(_process.HasExited, $"The AppHost has ended:\n{Output}");
        return Address.Length > 0;
    });

    /// <summary>Its children, and theirs.</summary>
    public HashSet<int> Descendants()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id)))
            .ToLookup(process => process.Parent, process => process.Id);
        var found = new HashSet<int>();
        var next = new Queue<int>([Id]);
        while (next.TryDequeue(out var id))
        {
            foreach (var child in parents[id].Where(found.Add))
            {
                next.Enqueue(child);
            }
        }

        return found;
    }

    public void Send(Signal signal) => Native.Send(Id, signal);

    public async Task<int> ExitCodeAsync()
    {
        await Eventually.IsTrue("the AppHost ends", () => _process.HasExited);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Send(Signal.Kill);
        }

        _process.Dispose();
    }

    private static AppHostProcess Start(ProcessStartInfo start, string volumes, params string[] args)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Projects.Cookbook_AppHost.ProjectPath;
        string[] common =
        [
            typeof(Projects.Cookbook_AppHost).Assembly.Location,
            "--environment=Development",
            "--DcpPublisher:RandomizePorts=true",
            $"--LocalHosting:Volumes={volumes}",
            "--Parameters:postgres-password=of-this-test",
            "--Parameters:cache-password=of-this-test",
            "--Parameters:admin-password=of-this-test-too",
        ];
        foreach (var arg in common.Concat(args))
        {
            start.ArgumentList.Add(arg);
        }

        var appHostProcess = new AppHostProcess(new Process { StartInfo = start });
        appHostProcess._process.Start();
        appHostProcess._process.BeginOutputReadLine();
        appHostProcess._process.BeginErrorReadLine();
        return appHostProcess;
    }

    /// <summary>A process that has ended and waits to be noticed is no process.</summary>
    public static bool IsAlive(int id) => Field(id, "State") is { } state && !state.StartsWith('Z');

    private static int ParentOf(int id) => int.Parse(Field(id, "PPid") ?? "0", CultureInfo.InvariantCulture);

    private static string? Field(int id, string name)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null;
        }
    }

    private void Take(object sender, DataReceivedEventArgs received)
    {
        lock (_output)
        {
            _output.AppendLine(received.Data);
        }
    }

    [GeneratedRegex("^  Cookbook: (http://localhost:[0-9]+/cookbook/)", RegexOptions.Multiline)]
    private static partial Regex AddressLine();
}
