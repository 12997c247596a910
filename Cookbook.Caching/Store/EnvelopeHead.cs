using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Store;

/// <summary>What stands before the bodies in a page's envelope: all that is to be known of the page but what it shows.</summary>
internal sealed record EnvelopeHead
{
    public required string Key { get; init; }

    public required Lifetime Lifetime { get; init; }

    public required TimeSpan RenderTime { get; init; }

    public required string Policy { get; init; }

    public required string? Route { get; init; }

    public required int Status { get; init; }

    public required string Vary { get; init; }

    public required KeyValuePair<string, string>[] Headers { get; init; }

    public required Stamps Stamps { get; init; }

    public required string[] Tags { get; init; }

    public required (ContentCoding Coding, string ETag, int Length)[] Bodies { get; init; }

    public static EnvelopeHead Of(string key, CachedPage page) => new()
    {
        Key = key,
        Lifetime = page.Lifetime,
        RenderTime = page.RenderTime,
        Policy = page.Policy,
        Route = page.Route,
        Status = page.Status,
        Vary = page.Vary,
        Headers = page.Headers,
        Stamps = page.Stamps,
        Tags = page.Tags,
        Bodies = [.. page.Bodies.Select(body => (body.Coding, body.ETag, body.Bytes.Length))],
    };

    /// <summary>The page with its bodies, one after the other in <paramref name="bytes"/>.</summary>
    public CachedPage With(ReadOnlyMemory<byte> bytes)
    {
        var bodies = new PageBody[Bodies.Length];
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = new PageBody(Bodies[i].Coding, bytes[..Bodies[i].Length], Bodies[i].ETag);
            bytes = bytes[Bodies[i].Length..];
        }

        return new CachedPage
        {
            Lifetime = Lifetime,
            RenderTime = RenderTime,
            Policy = Policy,
            Route = Route,
            Status = Status,
            Vary = Vary,
            Headers = Headers,
            Stamps = Stamps,
            Tags = Tags,
            Bodies = bodies,
        };
    }
}
