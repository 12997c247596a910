using System.Text.Json;
using Aspire.Hosting;

namespace Cookbook.LocalHosting.Projects;

/// <summary>Properties/launchSettings.json of a project, as far as it matters here.</summary>
internal sealed record LaunchSettings(Dictionary<string, LaunchProfile> Profiles)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The profile of that name, or without one the first that runs the project itself. Null if the project has no profiles.</summary>
    /// <exception cref="DistributedApplicationException">There is no such profile, or the file is not valid.</exception>
    public static LaunchProfile? ProfileOf(string projectPath, string? name)
    {
        var file = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return name is null ? null : throw new DistributedApplicationException($"There is no {file}, so there is no launch profile '{name}'.");
        }

        var profiles = Read(file);
        if (name is null)
        {
            return profiles.Values.FirstOrDefault(profile => profile.CommandName == "Project");
        }

        return profiles.GetValueOrDefault(name)
            ?? throw new DistributedApplicationException($"{file} has no launch profile '{name}'. It has: {string.Join(", ", profiles.Keys)}.");
    }

    private static Dictionary<string, LaunchProfile> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Lenient)?.Profiles ?? [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"{file} is not valid: {exception.Message}", exception);
        }
    }
}

internal sealed record LaunchProfile(string? CommandName, string? ApplicationUrl, Dictionary<string, string>? EnvironmentVariables);
