using System.Buffers;
using System.Text.Json;

namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>Takes what nobody may see out of every text before the dashboard keeps it: the values of the AppHost's secret parameters.</summary>
internal sealed class SecretMask
{
    public const string Mask = "••••••";

    /// <summary>A shorter value would stand, by chance, in texts that have nothing to do with it.</summary>
    private const int Shortest = 4;

    public static SecretMask None { get; } = new([]);

    private readonly string[] _secrets;
    private readonly SearchValues<string> _search;

    /// <param name="secrets">As they are; in addresses and in JSON, where they are spelled otherwise, they are found too.</param>
    public SecretMask(IEnumerable<string> secrets)
    {
        // The longer first: one may be part of another.
        _secrets = [.. secrets.Where(secret => secret.Length >= Shortest).SelectMany(Spellings).Distinct().OrderByDescending(secret => secret.Length)];
        _search = SearchValues.Create(_secrets, StringComparison.Ordinal);
    }

    public string Apply(string text) => _secrets.Length == 0 || !text.AsSpan().ContainsAny(_search)
        ? text
        : _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Mask, StringComparison.Ordinal));

    private static string[] Spellings(string secret) => [secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString()];
}
