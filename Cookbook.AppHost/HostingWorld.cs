using System.Reflection;

namespace Cookbook.AppHost;

/// <summary>How the build has settled AspireHosting (docs/decisions/0001-two-hosting-worlds.md).</summary>
internal static class HostingWorld
{
    public static void Announce()
    {
        // MSBuild has compared it without regard to case.
        var meaning = string.Equals(Read("AspireHosting"), "Packages", StringComparison.OrdinalIgnoreCase)
            ? "Aspire packages, with Postgres and Redis in containers"
            : "Local, with Postgres and Redis as processes of this machine";
        Console.WriteLine($"AspireHosting: {meaning}, because {Read("AspireHostingReason")}.");
    }

    private static string? Read(string key) => typeof(HostingWorld).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value;
}
