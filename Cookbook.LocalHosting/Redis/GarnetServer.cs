using System.Reflection;

namespace Cookbook.LocalHosting.Redis;

internal static class GarnetServer
{
    /// <summary>Of the program's assembly; the build writes it down.</summary>
    public static string Path { get; } = typeof(GarnetServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "GarnetServerPath").Value!;
}
