using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Store;

/// <summary>
/// Tells one build of the application from another: replicas of one build share pages, and a deployment reads none of the former's. From
/// the module version ids of the application's own assemblies, which a deterministic compiler makes from what it compiled.
/// </summary>
internal sealed class BuildIdentity(IOptions<CoherentOutputCacheOptions> options)
{
    private const int Letters = 10;

    private static readonly Lazy<string> OfAssemblies = new(() =>
    {
        var entry = Assembly.GetEntryAssembly() ?? typeof(BuildIdentity).Assembly;
        var modules = entry.GetReferencedAssemblies()
            .Where(name => !IsFramework(name.Name ?? ""))
            .Select(name => Assembly.Load(name).ManifestModule.ModuleVersionId)
            .Append(entry.ManifestModule.ModuleVersionId)
            .Order();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', modules))))[..Letters];
    });

    public string Value => options.Value.Build ?? OfAssemblies.Value;

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name == "netstandard";
}
