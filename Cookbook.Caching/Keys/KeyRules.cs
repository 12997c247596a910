using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Cookbook.Caching.Keys;

/// <summary>
/// Which parts of a request tell one page from another, and the key that they make. Always the path, with its case; besides it only
/// what the policy names. The method is no part of it, for HEAD is answered from the same page; nor is the encoding, for a page holds
/// them all.
/// </summary>
internal sealed class KeyRules
{
    private const int MostKnown = 1_000;

    private static readonly ConcurrentDictionary<(StringValues Query, StringValues Headers, bool Host), KeyRules> Known = new();

    private static readonly KeyRules PathOnly = new([], false, [], false);

    private readonly string[] _queryKeys;
    private readonly bool _allQueryKeys;
    private readonly string[] _headers;
    private readonly bool _host;

    private KeyRules(string[] queryKeys, bool allQueryKeys, string[] headers, bool host)
    {
        _queryKeys = queryKeys;
        _allQueryKeys = allQueryKeys;
        _headers = headers;
        _host = host;
    }

    /// <summary>True if the path says all: then it is the key.</summary>
    public bool IsPathOnly => ReferenceEquals(this, PathOnly);

    public IReadOnlyList<string> Headers => _headers;

    /// <summary>What stock policies have collected. Route values add nothing to the path that they were taken from.</summary>
    public static KeyRules Of(CacheVaryByRules rules)
    {
        // An application has a handful of policies, and each says the same every time.
        var said = (rules.QueryKeys, rules.HeaderNames, rules.VaryByHost);
        if (Known.TryGetValue(said, out var known))
        {
            return known;
        }

        var made = Make(rules);
        if (Known.Count < MostKnown)
        {
            Known.TryAdd(said, made);
        }

        return made;
    }

    /// <summary>The path's part of a key, which <see cref="IsPathOnly"/> rules leave as it is.</summary>
    public static string PathOf(HttpRequest request) =>
        request.PathBase.HasValue
            ? $"{KeyText.Escape(request.PathBase.Value)}|{KeyText.Escape(request.Path.Value ?? "")}"
            : KeyText.Escape(request.Path.Value ?? "");

    /// <summary>The key of a request whose path is <paramref name="path"/>.</summary>
    public string KeyOf(HttpRequest request, string path)
    {
        if (IsPathOnly)
        {
            return path;
        }

        var key = new StringBuilder(path).Append('?');
        foreach (var name in QueryKeysOf(request))
        {
            Append(key, name, request.Query[name]);
        }

        if (_host)
        {
            Append(key.Append("#@"), "host", request.Host.Value?.ToLowerInvariant());
        }

        if (_headers.Length > 0)
        {
            key.Append("#:");
            foreach (var name in _headers)
            {
                Append(key, name, request.Headers[name]);
            }
        }

        return key.ToString();
    }

    /// <summary>The request's query as far as it matters, in one order: what a page is rendered from.</summary>
    public QueryString QueryOf(HttpRequest request) =>
        QueryString.Create(QueryKeysOf(request).SelectMany(name => request.Query[name].Select(value => KeyValuePair.Create(name, value))));

    public bool NamesQueryKey(string name) => _allQueryKeys || _queryKeys.Contains(name, StringComparer.OrdinalIgnoreCase);

    public bool NamesHeader(string name) => _headers.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static KeyRules Make(CacheVaryByRules rules)
    {
        var all = rules.QueryKeys.Contains("*", StringComparer.Ordinal);
        var query = all ? [] : Named(rules.QueryKeys);
        var headers = Named(rules.HeaderNames);
        return query.Length == 0 && headers.Length == 0 && !all && !rules.VaryByHost ? PathOnly : new KeyRules(query, all, headers, rules.VaryByHost);
    }

    private IEnumerable<string> QueryKeysOf(HttpRequest request) =>
        _allQueryKeys
            ? request.Query.Keys.Select(key => key.ToLowerInvariant()).Order(StringComparer.Ordinal)
            : _queryKeys.Where(request.Query.ContainsKey);

    private static void Append(StringBuilder key, string name, StringValues values)
    {
        foreach (var value in values)
        {
            key.Append(KeyText.Escape(name)).Append('=').Append(KeyText.Escape(value ?? "")).Append('&');
        }
    }

    private static string[] Named(StringValues names) =>
        [.. names.OfType<string>().Where(name => name.Length > 0).Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
}
