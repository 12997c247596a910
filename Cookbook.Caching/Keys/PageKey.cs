using System.Globalization;
using System.Text;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Caching.Keys;

/// <summary>What a request asks for, in the cache's words.</summary>
/// <param name="Text">The key; different pages have different ones.</param>
/// <param name="Path">Its beginning, from the path.</param>
/// <param name="Rules">What it was made by.</param>
/// <param name="IsByRulesAlone">False if a policy added a value of its own, which only the policy can work out.</param>
internal sealed record PageKey(string Text, string Path, KeyRules Rules, bool IsByRulesAlone)
{
    /// <summary>That of the page's own tag, by which it alone is made stale.</summary>
    public int Slot => TokenSchema.SlotOf(TagOf(Text));

    public static string TagOf(string key) => $"page:{key}";

    /// <param name="request">The request.</param>
    /// <param name="path">Its path as it arrived, from <see cref="KeyRules.PathOf"/>.</param>
    /// <param name="by">What the policies vary by.</param>
    public static PageKey Of(HttpRequest request, string path, CacheVaryByRules by)
    {
        var rules = KeyRules.Of(by);
        var text = rules.KeyOf(request, path);
        if (by.VaryByValues.Count == 0 && string.IsNullOrEmpty(by.CacheKeyPrefix))
        {
            return new PageKey(text, path, rules, true);
        }

        var values = by.VaryByValues.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => $"{KeyText.Escape(value.Key)}={KeyText.Escape(value.Value)}&");
        return new PageKey($"{text}#|{KeyText.Escape(by.CacheKeyPrefix ?? "")}|{string.Concat(values)}", path, rules, false);
    }

    /// <summary>The key under which renders are shared: a request that knows of a newer write does not join an older render.</summary>
    public string Under(Stamps stamps)
    {
        var key = new StringBuilder(Text).Append("#^");
        foreach (var (slot, token) in stamps.Tokens)
        {
            key.Append(CultureInfo.InvariantCulture, $"{slot}:{token},");
        }

        return key.ToString();
    }
}
