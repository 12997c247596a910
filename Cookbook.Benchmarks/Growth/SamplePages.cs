using Cookbook.Caching.Keys;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Benchmarks.Growth;

/// <summary>Pages as the site's are, but for their bodies: a kilobyte, in one coding.</summary>
internal static class SamplePages
{
    public const int BodyBytes = 1024;

    private static readonly KeyRules PathOnly = KeyRules.Of(new CacheVaryByRules { VaryByHost = false });

    public static TokenSnapshot Tokens { get; } = TokensAt(version: 1);

    /// <summary>Every slot has a token, the same at each version.</summary>
    public static TokenSnapshot TokensAt(int version) =>
        TokenSnapshot.Of(Enumerable.Range(TokenSchema.All, TokenSchema.Slots + 1).Select(slot => new SlotToken(slot, slot + 2)), version);

    public static string PathOf(int number) => $"/recipes/slow-cooked-aubergine-stew-with-lentils-{number}";

    public static PageKey KeyOf(int number) => new(PathOf(number), PathOf(number), PathOnly, IsByRulesAlone: true);

    public static CachedPage Page(int number, TokenView tokens, params string[] tags) => new()
    {
        Status = 200,
        Headers = [new("Content-Type", "text/html; charset=utf-8"), new("Cache-Control", "no-cache")],
        Vary = "Accept-Encoding",
        Bodies = [new PageBody(ContentCoding.Identity, new byte[BodyBytes], "\"0123456789abcdef\"")],
        Stamps = Stamps.Take(tokens, Stamps.SlotsOf(tags, KeyOf(number).Slot))!,
        Tags = tags,
        Policy = "Recipe",
        Route = "/recipes/{slug}",
        Lifetime = new Lifetime(TimeProvider.System.GetTimestamp(), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        RenderTime = TimeSpan.FromMilliseconds(1),
    };
}
