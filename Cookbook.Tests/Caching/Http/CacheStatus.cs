using System.Globalization;
using System.Text.RegularExpressions;

namespace Cookbook.Tests.Caching.Http;

/// <summary>The header Cache-Status (RFC 9211), read strictly: what the RFC does not allow, or this cache has no use for, fails the test.</summary>
internal sealed partial record CacheStatus(bool Hit, string? Forwarded, long? Ttl, bool Stored, bool Collapsed, string? Detail)
{
    private static readonly string[] Reasons = ["bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale", "partial"];

    public static CacheStatus Of(HttpResponseMessage response) => Parse(response.Status());

    public static CacheStatus Parse(string value)
    {
        var parts = value.Split("; ");
        Assert.Equal("cookbook", parts[0]);
        var parameters = parts.Skip(1).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1));
        Assert.Empty(parameters.Keys.Except(["hit", "fwd", "ttl", "stored", "collapsed", "detail"]));
        Assert.All((string[])["hit", "stored", "collapsed"], flag => Assert.Null(parameters.GetValueOrDefault(flag)));

        var status = new CacheStatus(
            parameters.ContainsKey("hit"),
            parameters.GetValueOrDefault("fwd"),
            parameters.TryGetValue("ttl", out var ttl) ? long.Parse(ttl!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null,
            parameters.ContainsKey("stored"),
            parameters.ContainsKey("collapsed"),
            parameters.GetValueOrDefault("detail"));

        // Section 2.2: fwd must not be there with hit; 2.5 and 2.6: stored and collapsed only with fwd.
        Assert.NotEqual(status.Hit, status.Forwarded is not null);
        Assert.Equal(status.Hit, status.Ttl is not null);
        Assert.False(status.Hit && (status.Stored || status.Collapsed));
        Assert.True(status.Forwarded is null || Reasons.Contains(status.Forwarded));
        Assert.True(status.Detail is null || Token().IsMatch(status.Detail), value);
        return status;
    }

    [GeneratedRegex("^[a-z*][a-z0-9-]*$")]
    private static partial Regex Token();
}
