using System.Globalization;
using Aspire.Hosting;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;

namespace Cookbook.LocalHosting.Redis;

/// <summary>The server's process: on the loopback only, with a password that stands on no command line, and nothing kept on disk.</summary>
internal static class RedisProcess
{
    public static async Task<ProcessSpec> PrepareAsync(RedisResource server, LaunchContext context, CancellationToken cancellationToken)
    {
        var password = server.PasswordParameter is { } parameter ? await parameter.GetValueAsync(cancellationToken) : null;
        var port = server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture);
        var folder = context.Storage.RunFolderFor(server.Name);
        PrivateFiles.CreateDirectory(folder);
        if (context.Programs.Find("redis-server", "valkey-server") is { } program)
        {
            return Redis(program, folder, port, password);
        }

        context.Say("Neither redis-server nor valkey-server is on the PATH; Garnet stands in for them.");
        return Garnet(folder, port, password);
    }

    private static ProcessSpec Redis(string program, string folder, string port, string? password)
    {
        var configuration = Path.Combine(folder, "redis.conf");
        PrivateFiles.WriteAllText(
            configuration,
            $"""
            bind 127.0.0.1 -::1
            port {port}
            dir {RedisConfiguration.Quote(folder)}
            save ""
            appendonly no
            loglevel warning
            {(password is null ? "protected-mode yes" : $"requirepass {RedisConfiguration.Quote(password)}")}

            """);
        return new ProcessSpec(program) { Arguments = [configuration], WorkingDirectory = folder };
    }

    private static ProcessSpec Garnet(string folder, string port, string? password) => File.Exists(GarnetServer.Path)
        ? new ProcessSpec(Programs.Dotnet())
        {
            Arguments = [GarnetServer.Path],
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?> { ["GARNET_PORT"] = port, ["GARNET_PASSWORD"] = password },
        }
        : throw new DistributedApplicationException($"No redis-server and no valkey-server is on the PATH, and Garnet has not been built ({GarnetServer.Path}). Build the AppHost (dotnet build), or install Redis.");
}
