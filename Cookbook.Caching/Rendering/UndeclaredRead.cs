using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Cookbook.Caching.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// Makes a render throw where the page looks for something that is not there because the policy does not name it. To ask for everything
/// there is (to enumerate) is harmless: it gives what is named.
/// </summary>
internal static class UndeclaredRead
{
    /// <summary>What frameworks look for in every request; a render has none of them, whoever asked for it.</summary>
    private static readonly HashSet<string> Neutral = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Host,
        HeaderNames.ContentType, HeaderNames.ContentLength, HeaderNames.TransferEncoding, HeaderNames.Connection, HeaderNames.Upgrade,
        HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfModifiedSince, HeaderNames.IfUnmodifiedSince, HeaderNames.IfRange, HeaderNames.Range,
    };

    /// <summary>Razor Pages look for it in every request.</summary>
    private const string RazorPagesHandler = "handler";

    /// <summary>The middleware around the page has reasons of its own to look; disposing of it takes the guard away.</summary>
    public static IDisposable Guard(IFeatureCollection features, KeyRules rules)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        var guard = new Taken(features, request.Headers, features.Get<IQueryFeature>(), features.Get<IRequestCookiesFeature>(), features.Get<IHttpAuthenticationFeature>());
        request.Headers = new Headers(request.Headers, name => rules.NamesHeader(name) || Neutral.Contains(name));
        features.Set<IQueryFeature>(new QueryFeature(new Query(features.Get<IQueryFeature>()?.Query ?? new QueryFeature(features).Query, rules)));
        features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(new Cookies()));
        features.Set<IHttpAuthenticationFeature>(new User());
        return guard;
    }

    /// <summary>What was there before.</summary>
    private sealed record Taken(
        IFeatureCollection Features,
        IHeaderDictionary Headers,
        IQueryFeature? Query,
        IRequestCookiesFeature? Cookies,
        IHttpAuthenticationFeature? User) : IDisposable
    {
        public void Dispose()
        {
            Features.GetRequiredFeature<IHttpRequestFeature>().Headers = Headers;
            Features.Set(Query);
            Features.Set(Cookies);
            Features.Set(User);
        }
    }

    private sealed class Headers(IHeaderDictionary inner, Func<string, bool> isDeclared) : IHeaderDictionary
    {
        public StringValues this[string key]
        {
            get => isDeclared(key) ? inner[key] : throw new UndeclaredReadException($"the header {key}");
            set => inner[key] = value;
        }

        StringValues IDictionary<string, StringValues>.this[string key]
        {
            get => this[key];
            set => this[key] = value;
        }

        public long? ContentLength
        {
            get => inner.ContentLength;
            set => inner.ContentLength = value;
        }

        public ICollection<string> Keys => inner.Keys;

        public ICollection<StringValues> Values => inner.Values;

        public int Count => inner.Count;

        public bool IsReadOnly => inner.IsReadOnly;

        public bool TryGetValue(string key, out StringValues value)
        {
            value = this[key];
            return value.Count > 0;
        }

        public bool ContainsKey(string key) => this[key].Count > 0;

        public void Add(string key, StringValues value) => inner[key] = value;

        public void Add(KeyValuePair<string, StringValues> item) => inner.Add(item);

        public void Clear() => inner.Clear();

        public bool Contains(KeyValuePair<string, StringValues> item) => this[item.Key] == item.Value;

        public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => inner.CopyTo(array, arrayIndex);

        public bool Remove(string key) => inner.Remove(key);

        public bool Remove(KeyValuePair<string, StringValues> item) => inner.Remove(item);

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => inner.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Query(IQueryCollection inner, KeyRules rules) : IQueryCollection
    {
        public StringValues this[string key] =>
            rules.NamesQueryKey(key) || key.Equals(RazorPagesHandler, StringComparison.OrdinalIgnoreCase) ? inner[key] : throw new UndeclaredReadException($"the query key {key}");

        public int Count => inner.Count;

        public ICollection<string> Keys => inner.Keys;

        public bool ContainsKey(string key) => this[key].Count > 0;

        public bool TryGetValue(string key, out StringValues value)
        {
            value = this[key];
            return value.Count > 0;
        }

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => inner.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Cookies : IRequestCookieCollection
    {
        public string? this[string key] => throw new UndeclaredReadException($"the cookie {key}");

        public int Count => 0;

        public ICollection<string> Keys => [];

        public bool ContainsKey(string key) => this[key] is not null;

        public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = this[key];
            return value is not null;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, string>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class User : IHttpAuthenticationFeature
    {
        ClaimsPrincipal? IHttpAuthenticationFeature.User
        {
            get => throw new UndeclaredReadException("the user");
            set => throw new UndeclaredReadException("the user");
        }
    }
}
