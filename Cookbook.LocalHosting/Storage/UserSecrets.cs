using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Cookbook.LocalHosting.Storage;

/// <summary>The AppHost's user secrets: outside of the repository, readable by their owner alone; the same file as in the Packages world.</summary>
internal sealed class UserSecrets(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly TimeSpan OthersPatience = TimeSpan.FromSeconds(15);

    public static string? IdOf(Assembly? assembly) => assembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId;

    /// <summary>Null for an application without user secrets, and under test: a test's secrets die with it.</summary>
    public static UserSecrets? For(IDistributedApplicationBuilder builder) =>
        builder is DistributedApplicationBuilder { IsTemporary: false } && IdOf(builder.AppHostAssembly) is { } id
            ? new UserSecrets(PathHelper.GetSecretsPathFromSecretsId(id))
            : null;

    /// <summary>The secret; if there is none yet, a generated one, which is kept. Of several processes that want it at once, one generates it.</summary>
    /// <exception cref="DistributedApplicationException">The file is there and is not JSON.</exception>
    public string GetOrAdd(string key, Func<string> generate)
    {
        if (Find(Read(), key) is { } known)
        {
            return known;
        }

        PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        using var turn = FileTurn.TakeAsync(
            path + ".lock", OthersPatience, $"Another process holds {path}.lock. End it, then try again.").GetAwaiter().GetResult();
        var secrets = Read();
        if (Find(secrets, key) is { } knownMeanwhile)
        {
            return knownMeanwhile;
        }

        var value = generate();
        secrets[key] = value;
        Write(secrets);
        return value;
    }

    private static string? Find(JsonObject secrets, string key) => secrets[key]?.GetValue<string>();

    private JsonObject Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })?.AsObject() ?? [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"The user secrets at {path} are not a JSON object ({exception.Message}). Mend the file, or delete it.", exception);
        }
    }

    private void Write(JsonObject secrets)
    {
        // A reader sees the old file or the new one, never half of one.
        var next = path + ".next";
        PrivateFiles.WriteAllText(next, secrets.ToJsonString(Indented));
        File.Move(next, path, overwrite: true);
    }
}
