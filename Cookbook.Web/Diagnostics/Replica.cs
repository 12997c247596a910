using System.Security.Cryptography;
using System.Text;

namespace Cookbook.Web.Diagnostics;

/// <summary>This process among those that serve the site.</summary>
/// <param name="Name">Letters, digits, full stops and hyphens; at most 40.</param>
internal sealed record Replica(string Name)
{
    private const string Attribute = "service.instance.id=";

    private const int Longest = 40;

    /// <summary>
    /// As <c>OTEL_RESOURCE_ATTRIBUTES</c> names it, which the AppHost hands to each process, so that it is the name in exported traces too;
    /// else made up.
    /// </summary>
    public static Replica From(IConfiguration configuration)
    {
        var named = (configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? "").Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(attribute => attribute.StartsWith(Attribute, StringComparison.Ordinal))?[Attribute.Length..];
        return new Replica(string.IsNullOrEmpty(named) ? RandomNumberGenerator.GetHexString(8, lowercase: true)
            : IsPlain(named) ? named
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named)).AsSpan(0, 8)));
    }

    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= Longest && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-');
}
