using System.Diagnostics;

namespace Cookbook.Tests.AppHost;

/// <summary>AspireHosting.props, asked as a build asks it.</summary>
public sealed class HostingSwitchTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("cookbook-home-");

    [Theory]
    [InlineData("Local")]
    [InlineData("Packages")]
    public async Task What_is_given_in_the_environment_stands(string world) =>
        Assert.Equal(world, await AskAsync(("AspireHosting", world), ("DOCKER_HOST", "tcp://localhost:2375")));

    [Fact]
    public async Task A_container_runtime_that_the_environment_names_decides_for_the_packages() =>
        Assert.Equal("Packages", await AskAsync(("DOCKER_HOST", "tcp://localhost:2375")));

    [Fact]
    public async Task A_container_runtime_that_shows_its_socket_decides_for_the_packages()
    {
        var socket = Directory.CreateDirectory(Path.Combine(_home.FullName, ".docker", "run"));
        await File.WriteAllTextAsync(Path.Combine(socket.FullName, "docker.sock"), "", TestContext.Current.CancellationToken);
        Assert.Equal("Packages", await AskAsync());
    }

    [Fact]
    public async Task Without_a_container_runtime_the_processes_are_local()
    {
        Assert.SkipWhen(File.Exists("/var/run/docker.sock") || File.Exists("/run/podman/podman.sock"), "This machine has a container runtime.");
        Assert.Equal("Local", await AskAsync());
    }

    public void Dispose() => _home.Delete(recursive: true);

    private async Task<string> AskAsync(params (string Name, string Value)[] environment)
    {
        var project = Path.Combine(Projects.Cookbook_AppHost.ProjectPath, "..", "Cookbook.Data", "Cookbook.Data.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-getProperty:AspireHosting", "-nologo"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_HOME"] = Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        start.Environment["HOME"] = _home.FullName;
        foreach (var name in (string[])["AspireHosting", "AspireHostingReason", "DOCKER_HOST", "XDG_RUNTIME_DIR"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
        await process.WaitForExitAsync(Eventually.Deadline);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
