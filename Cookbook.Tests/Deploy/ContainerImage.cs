using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cookbook.Tests.Deploy;

/// <summary>What a project's image is made with, as MSBuild reckons it (Containers.props and the project's own file).</summary>
internal sealed class ContainerImage(JsonNode evaluated)
{
    private const string Properties =
        "EnableSdkContainerSupport,ContainerRepository,ContainerFamily,ContainerUser,PublishReadyToRun,PublishRepositoryUrl,ContainerTitle,ContainerDescription";

    private static readonly Lazy<Task<ContainerImage>> SiteOnce = new(() => OfAsync(new Projects.Cookbook_Web().ProjectPath));

    private static readonly Lazy<Task<ContainerImage>> WorkerOnce = new(() => OfAsync(new Projects.Cookbook_MigrationService().ProjectPath));

    public static Task<ContainerImage> Site => SiteOnce.Value;

    public static Task<ContainerImage> Worker => WorkerOnce.Value;

    public IEnumerable<string> Ports => evaluated.Items("Items.ContainerPort").Select(port => $"{port.Text("Identity")}/{port.Text("Type")}");

    public Dictionary<string, string> Environment => evaluated.Items("Items.ContainerEnvironmentVariable").ToDictionary(
        variable => variable.Text("Identity"), variable => variable.Text("Value"));

    /// <summary>How long it serves on when it was told to end.</summary>
    public TimeSpan Drains => TimeSpan.Parse(Environment["Draining__Delay"], CultureInfo.InvariantCulture);

    public string Of(string property) => evaluated.Text($"Properties.{property}");

    private static async Task<ContainerImage> OfAsync(string project)
    {
        string[] asked = ["msbuild", project, "-nologo", "-p:RuntimeIdentifier=linux-x64", $"-getProperty:{Properties}", "-getItem:ContainerPort,ContainerEnvironmentVariable"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", asked) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, output);
        return new ContainerImage(JsonNode.Parse(output)!);
    }
}
