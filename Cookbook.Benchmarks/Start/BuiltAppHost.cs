using System.Text;
using System.Text.Json;
using CliWrap;

namespace Cookbook.Benchmarks.Start;

/// <summary>The AppHost as it is built, in a process of its own, with the environment of its launch profile; ended as by Ctrl+C.</summary>
internal sealed class BuiltAppHost : IAsyncDisposable
{
    private const string Project = "Cookbook.AppHost";

    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly StringBuilder _output = new();
    private readonly Task _run;

    /// <param name="volumes">Where its data lie, if it is run without containers.</param>
    public BuiltAppHost(string volumes)
    {
        _run = Cli.Wrap("dotnet")
            .WithArguments([BuiltProgram.PathOf(Project), $"--LocalHosting:Volumes={volumes}"])
            .WithWorkingDirectory(Path.Combine(Repository.Root, Project))
            .WithEnvironmentVariables(LaunchProfile())
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(_output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(_output))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(_kill.Token, _end.Token).Task;
    }

    /// <summary>Where the site's own launch profile puts it.</summary>
    public static Uri Page { get; } = new("http://localhost:5180/cookbook/");

    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public void MustRun()
    {
        if (_run.IsCompleted)
        {
            throw new InvalidOperationException($"The AppHost has ended:\n{_output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _kill.CancelAfter(TimeSpan.FromSeconds(30));
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _kill.Dispose();
    }

    private static Dictionary<string, string?> LaunchProfile()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, Project, "Properties", "launchSettings.json")));
        var profile = settings.RootElement.GetProperty("profiles").GetProperty("http");
        var variables = profile.GetProperty("environmentVariables").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString());
        variables["ASPNETCORE_URLS"] = profile.GetProperty("applicationUrl").GetString();
        return variables;
    }
}
