using Cookbook.Caching.Inspection;
using Cookbook.Caching.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>A key is shown to people as what it was made of.</summary>
public sealed class ReadingKeys
{
    [Theory]
    [InlineData("/cookbook/", "", "/cookbook/", "/cookbook/")]
    [InlineData("/cookbook/", "?page=2", "/cookbook/?page=2", "/cookbook/?page=2")]
    [InlineData("/cookbook/", "?page=2&q=a%26b%3Dc&page=1", "/cookbook/?page=2&page=1&q=a&b=c", "/cookbook/?page=2&page=1&q=a%26b%3Dc")]
    [InlineData("/recipes/crème brûlée", "", "/recipes/crème brûlée", "/recipes/cr%C3%A8me%20br%C3%BBl%C3%A9e")]
    [InlineData("/odd?#|&=%", "", "/odd?#|&=%", "/odd%3F%23%7C%26%3D%25")]
    public void The_address_is_what_was_asked_for(string path, string query, string address, string link)
    {
        var key = CacheKey.Parse(KeyOf(path, query, rules => rules.QueryKeys = "*"));

        Assert.Equal(address, key.Address);
        Assert.Equal(link, key.Link);
        Assert.Null(key.Host);
        Assert.Empty(key.Headers);
        Assert.Empty(key.Values);
    }

    [Fact]
    public void What_else_tells_pages_apart_is_named()
    {
        var key = CacheKey.Parse(KeyOf("/a", "?b=1", rules =>
        {
            rules.QueryKeys = "b";
            rules.VaryByHost = true;
            rules.HeaderNames = "X-Region";
            rules.CacheKeyPrefix = "my|prefix";
            rules.VaryByValues["tenant"] = "a=b&c";
        }));

        Assert.Equal("/a?b=1", key.Address);
        Assert.Equal("example.org:8080", key.Host);
        Assert.Equal([KeyValuePair.Create("x-region", "north, east#")], key.Headers);
        Assert.Equal([KeyValuePair.Create("tenant", "a=b&c")], key.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#@")]
    [InlineData("?=&=#:#|")]
    [InlineData("%zz\u0001")]
    public void Any_text_can_be_read(string text) => Assert.Equal(text, CacheKey.Parse(text).Text);

    private static string KeyOf(string path, string query, Action<CacheVaryByRules> vary)
    {
        var request = new DefaultHttpContext().Request;
        (request.Path, request.QueryString, request.Host) = (new PathString(path), new QueryString(query), new HostString("example.org:8080"));
        request.Headers["X-Region"] = "north, east#";
        var rules = new CacheVaryByRules { VaryByHost = false };
        vary(rules);
        return PageKey.Of(request, KeyRules.PathOf(request), rules).Text;
    }
}
