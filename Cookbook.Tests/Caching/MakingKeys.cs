using Cookbook.Caching.Keys;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Tests.Caching;

/// <summary>Different pages have different keys, and what makes no difference makes none.</summary>
public sealed class MakingKeys
{
    /// <summary>Letters that part, escape or confuse, and a few that do not.</summary>
    private const string Alphabet = "ab?&=#%|/:@,;^ \u001e\u001f\u0000é\ud83c\udf5d\ud83c+.";

    private static readonly CacheVaryByRules ByAandB = new() { QueryKeys = new(["a", "b"]), HeaderNames = new(["X-One", "X-Two"]), VaryByHost = true };

    private static Gen<string> Text => Gen.Elements(Alphabet.ToCharArray()).ListOf().Select(letters => string.Concat(letters));

    private static Gen<string?[]> Values => Gen.OneOf(
        Gen.Constant<string?[]>([]),
        Text.Select(text => new string?[] { text }),
        Text.Two().Select(two => new string?[] { two.Item1, two.Item2 }));

    private static Gen<Asked> Requests =>
        from path in Text
        from a in Values
        from b in Values
        from one in Values
        from two in Values
        from host in Gen.Elements("a.example", "b.example", "b.example:80")
        select new Asked($"/{path}", a, b, one, two, host);

    [Fact]
    public void Requests_that_differ_in_what_is_named_have_different_keys() => Prop.ForAll(
        Requests.Two().ToArbitrary(),
        pair => pair.Item1.IsSameAs(pair.Item2) == (pair.Item1.Key(ByAandB) == pair.Item2.Key(ByAandB))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_request_has_the_same_key() => Prop.ForAll(
        Requests.ToArbitrary(), request => request.Key(ByAandB) == (request with { }).Key(ByAandB)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_of_one_letter_changes_the_key() => Prop.ForAll(
        (from request in Requests from text in Text select (request, text)).ToArbitrary(),
        made => made.request.A is not [{ } first] || first == made.text
            || made.request.Key(ByAandB) != (made.request with { A = [made.text] }).Key(ByAandB)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("?a%3DB=C", "?a=B%3DC")]
    [InlineData("?a=1%1Eb=2", "?a=1&b=2")]
    [InlineData("?a=1&a=2", "?a=1%262")]
    [InlineData("?a=1,2", "?a=1&a=2")]
    [InlineData("?a=", "")]
    [InlineData("?a=x&b=", "?a=x")]
    [InlineData("?a=+", "?a=%2B")]
    public void What_the_stock_cache_takes_for_one_request_is_two(string one, string other)
    {
        var rules = new CacheVaryByRules { QueryKeys = "*", VaryByHost = false };

        Assert.NotEqual(KeyOf("/p", one, rules), KeyOf("/p", other, rules));
    }

    [Theory]
    [InlineData("/a", "/A")]
    [InlineData("/a", "/a/")]
    [InlineData("/a b", "/a+b")]
    [InlineData("/a?b=1&", "/a")]
    public void Paths_are_told_apart_by_every_letter(string one, string other) =>
        Assert.NotEqual(KeyOf(one, "", new CacheVaryByRules { QueryKeys = "", VaryByHost = false }), KeyOf(other, "", new CacheVaryByRules { QueryKeys = "", VaryByHost = false }));

    [Theory]
    [InlineData("?a=1", "?x=2&a=1")]
    [InlineData("?a=1", "?A=1")]
    [InlineData("?a=1&b=2", "?b=2&a=1")]
    [InlineData("", "?")]
    public void What_is_not_named_and_the_order_make_no_difference(string one, string other)
    {
        var rules = new CacheVaryByRules { QueryKeys = new(["b", "a"]), VaryByHost = false };

        Assert.Equal(KeyOf("/p", one, rules), KeyOf("/p", other, rules));
    }

    [Fact]
    public void Values_that_a_policy_adds_are_part_of_the_key()
    {
        var one = new CacheVaryByRules { QueryKeys = "", VaryByHost = false };
        var other = new CacheVaryByRules { QueryKeys = "", VaryByHost = false };
        one.VaryByValues["theme"] = "dark";
        other.VaryByValues["theme"] = "light";

        Assert.NotEqual(KeyOf("/p", "", one), KeyOf("/p", "", other));
    }

    [Fact]
    public void A_plain_path_is_its_own_key() =>
        Assert.Equal("/recipes/dal-tadka", KeyOf("/recipes/dal-tadka", "?x=1", new CacheVaryByRules { QueryKeys = "", VaryByHost = false }));

    private static string KeyOf(string path, string query, CacheVaryByRules rules)
    {
        var request = new DefaultHttpContext().Request;
        request.Path = new PathString(path);
        request.QueryString = new QueryString(query);
        request.Host = new HostString("a.example");
        return PageKey.Of(request, KeyRules.PathOf(request), rules).Text;
    }

    private sealed record Asked(string Path, string?[] A, string?[] B, string?[] One, string?[] Two, string Host)
    {
        public string Key(CacheVaryByRules rules)
        {
            var request = new DefaultHttpContext().Request;
            request.Path = new PathString(Path);
            request.Query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.OrdinalIgnoreCase)
            {
                ["a"] = A,
                ["b"] = B,
            }.Where(pair => pair.Value.Count > 0).ToDictionary(StringComparer.OrdinalIgnoreCase));
            request.Headers["X-One"] = One;
            request.Headers["X-Two"] = Two;
            request.Host = new HostString(Host);
            return PageKey.Of(request, KeyRules.PathOf(request), rules).Text;
        }

        public bool IsSameAs(Asked other) =>
            Path == other.Path && A.SequenceEqual(other.A) && B.SequenceEqual(other.B) && One.SequenceEqual(other.One)
            && Two.SequenceEqual(other.Two) && Host == other.Host;
    }
}
