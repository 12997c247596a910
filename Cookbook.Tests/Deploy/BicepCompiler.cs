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

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

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
        foreach (var name in (string[])["AZURE_ENV_NAME", "AZURE_LOCATION", "COOKBOOK_VAULT_READERS", "COOKBOOK_METRICS_ENDPOINT", "COOKBOOK_POSTGRES_SERVER"])
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Eventually.Deadline);
        var error = process.StandardError.ReadToEndAsync(Eventually.Deadline);
        await process.WaitForExitAsync(Eventually.Deadline);
        return (process.ExitCode, $"{await output}{await error}".Trim());
    }

    /// <summary>Every template as Azure gets it, by the name of its file.</summary>
    public async Task<Dictionary<string, JsonObject>> BuildAsync()
    {
        await MustRunAsync("build", "--pattern", "**/*.bicep");
        return Directory.EnumerateFiles(_folder.FullName, "*.bicep", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(_folder.FullName, file),
            file => ReadJson(Path.ChangeExtension(file, ".json")).AsObject());
    }

    /// <summary>What would be deployed with these parameters: every resource, each expression reckoned as far as it goes without Azure.</summary>
    /// <param name="parameters">A .bicepparam file.</param>
    /// <param name="scope">Where to: <c>--location</c> or <c>--resource-group</c>, and its value.</param>
    public async Task<JsonNode> PlanAsync(string parameters, params string[] scope)
    {
        await MustRunAsync(["snapshot", parameters, "--mode", "overwrite", "--subscription-id", $"{Guid.Empty}", .. scope]);
        return ReadJson(Path.ChangeExtension(parameters, ".snapshot.json"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task MustRunAsync(params string[] arguments)
    {
        var (exitCode, said) = await RunAsync(arguments);
        Assert.True(exitCode == 0 && said.Length == 0, $"bicep {string.Join(' ', arguments)} ended with {exitCode}: {said}");
    }

    private JsonNode ReadJson(string file) => JsonNode.Parse(Read(file))!;
}
