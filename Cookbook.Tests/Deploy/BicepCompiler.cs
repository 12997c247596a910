using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Cookbook.Tests.Deploy;

/// <summary>The Bicep compiler of the package Azure.Bicep.CommandLine, in a copy of deploy/azure that it may write to.</summary>
internal sealed class BicepCompiler : IDisposable
{
    private static readonly string? Program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == nameof(BicepCompiler))?.Value;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-bicep-");

    public BicepCompiler()
    {
        var templates = Path.Combine(AppContext.BaseDirectory, "deploy", "azure");
        foreach (var file in Directory.EnumerateFiles(templates, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static bool IsThere => File.Exists(Program);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    /// <summary>What it said on both of its streams, and how it ended.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program!, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COOKBOOK_POSTGRES_PASSWORD"] = "no-Password-of-anything-1";
        start.Environment["COOKBOOK_ADMIN_PASSWORD"] = "no-Password-of-anything-2";
        foreach (var name in (string[])["AZURE_ENV_NAME", "AZURE_LOCATION", "COOKBOOK_VAULT_READERS", "COOKBOOK_METRICS_ENDPOINT"])
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
        var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
        await process.WaitForExitAsync(Eventually.Deadline);
        return (process.ExitCode, $"{await output}{await error}".Trim());
    }

    /// <summary>The template as Azure gets it.</summary>
    public async Task<JsonNode> BuildAsync(string template)
    {
        await MustRunAsync("build", template, "--outfile", "built.json");
        return Read("built.json");
    }

    /// <summary>What would be deployed with these parameters: every resource, each expression reckoned as far as it goes without Azure.</summary>
    public async Task<JsonNode> PlanAsync(string parameters)
    {
        await MustRunAsync(
            "snapshot", parameters, "--mode", "overwrite", "--location", "westeurope", "--resource-group", "cookbook", "--subscription-id", $"{Guid.Empty}");
        return Read(Path.ChangeExtension(parameters, ".snapshot.json"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task MustRunAsync(params string[] arguments)
    {
        var (exitCode, said) = await RunAsync(arguments);
        Assert.True(exitCode == 0 && said.Length == 0, $"bicep {string.Join(' ', arguments)} ended with {exitCode}: {said}");
    }

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, file)))!;
}
