using System.ComponentModel.DataAnnotations;

namespace Cookbook.Caching;

/// <summary>The section <c>OutputCaching</c>; read once, when the application starts.</summary>
public sealed class CoherentOutputCacheOptions
{
    public const string Section = "OutputCaching";

    /// <summary>False renders every page anew and asks Redis nothing, to compare before and after. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a page is fresh if nothing it shows has changed: <c>hh:mm:ss</c>, one second to one day. Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:Ttl must lie between 00:00:01 and 1.00:00:00; a number alone counts days, so write 15 minutes as 00:15:00.")]
    public TimeSpan Ttl { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How much of a lifetime is left to chance, so that pages of one age do not expire together; 0 to 0.5. Default: 0.1.</summary>
    [Range(0.0, 0.5, ErrorMessage = "OutputCaching:Jitter must lie between 0 and 0.5.")]
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// How long after its lifetime a page is still served while one render in the background refreshes it (RFC 5861). Only age is
    /// forgiven: a page that a write made stale is not served so. Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:StaleWhileRevalidate must lie between 00:00:00 and 1.00:00:00.")]
    public TimeSpan StaleWhileRevalidate { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the last good copy of a page is kept for the case that rendering fails (RFC 5861). Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:StaleIfError must lie between 00:00:00 and 30.00:00:00.")]
    public TimeSpan StaleIfError { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an answer 301, 308 or 404 is kept, in this process only, where the policy keeps them. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:ShortTtl must lie between 00:00:01 and 01:00:00.")]
    public TimeSpan ShortTtl { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long, its turn waited for included, a render is given up, and whoever waits gets the last good copy or a 503. Default: 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:RenderTimeout must lie between 00:00:00.100 and 00:05:00.")]
    public TimeSpan RenderTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How many pages are rendered for the cache at once, 1 to 1000; others wait for their turn, within <see cref="RenderTimeout"/>. What all
    /// begin together, all end late, each on a connection of its own to the database. Default: 4 for each processor, and 8 at least.
    /// </summary>
    [Range(1, 1000, ErrorMessage = "OutputCaching:ConcurrentRenders must lie between 1 and 1000.")]
    public int ConcurrentRenders { get; set; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>What the keys in Redis begin with. Default: <c>cookbook</c>.</summary>
    [Required(ErrorMessage = "OutputCaching:Prefix must not be empty.")]
    [RegularExpression("[a-z0-9-]+", ErrorMessage = "OutputCaching:Prefix may contain lower-case letters, digits and hyphens only.")]
    public string Prefix { get; set; } = "cookbook";

    /// <summary>The second part of each key. Default: 1.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "OutputCaching:Version must be 1 or more.")]
    public int Version { get; set; } = 1;

    /// <summary>
    /// The third part of each key, so that no deployment reads another's HTML: letters, digits, hyphens. Default: a hash of the
    /// application's own assemblies.
    /// </summary>
    [RegularExpression("[A-Za-z0-9-]+", ErrorMessage = "OutputCaching:Build may contain letters, digits and hyphens only.")]
    public string? Build { get; set; }

    /// <summary>What the first level may hold, in bytes; 0 does without. Default: 64 MB.</summary>
    [Range(0, long.MaxValue, ErrorMessage = "OutputCaching:FirstLevelBytes must be 0 or more.")]
    public long FirstLevelBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>A page with a longer body is not kept; in bytes. Default: 1 MB.</summary>
    [Range(1, 64 * 1024 * 1024, ErrorMessage = "OutputCaching:MaximumBodyBytes must lie between 1 and 67108864.")]
    public int MaximumBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>A body of fewer bytes is not compressed. Default: 256.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "OutputCaching:CompressFromBytes must be 0 or more.")]
    public int CompressFromBytes { get; set; } = 256;

    /// <summary>What a lookup or a store in Redis may take; the Redis client has a time-out of its own besides. Default: 100 milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:RedisBudget must lie between 00:00:00.01 and 00:01:00.")]
    public TimeSpan RedisBudget { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long Redis is left alone after a failure. Default: 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:RedisPause must lie between 00:00:00.001 and 00:01:00.")]
    public TimeSpan RedisPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many pages may wait to be stored in Redis; what comes when it is full is not stored. Default: 1000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "OutputCaching:StoreQueue must lie between 1 and 1000000.")]
    public int StoreQueue { get; set; } = 1000;

    /// <summary>
    /// How long one replica waits for another that renders the same page, before it renders the page itself; 0 does without. Default: 1 second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:LeaseWait must lie between 00:00:00 and 00:01:00.")]
    public TimeSpan LeaseWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a question to Postgres about tokens may take. Default: 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:TokenBudget must lie between 00:00:00.001 and 00:01:00.")]
    public TimeSpan TokenBudget { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many connections to Postgres the questions about tokens may take, besides the one that listens; 2 at least, so that a purge which
    /// waits for somebody's transaction does not hold up the rest. Default: 10.
    /// </summary>
    [Range(2, 100, ErrorMessage = "OutputCaching:TokenConnections must lie between 2 and 100.")]
    public int TokenConnections { get; set; } = 10;

    /// <summary>On a line that is silent for so long, Postgres is asked for a sign of life. Default: 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:Heartbeat must lie between 00:00:00.100 and 00:01:00.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What the names of cookies begin with that say nothing about the visitor. A request with any other cookie gets a render of its own.
    /// Default: none.
    /// </summary>
    public IList<string> HarmlessCookies { get; } = [];

    /// <summary>
    /// A cached page that reads a header, a cookie, a query key that its policy does not name, or the visitor, throws. Otherwise it
    /// finds nothing there. Default: in development.
    /// </summary>
    public bool? ThrowOnUndeclaredRead { get; set; }

    /// <summary>
    /// What shared caches are told in <c>CDN-Cache-Control</c> (RFC 9213), as <c>max-age=60</c>. They do not hear of writes. Default: nothing.
    /// </summary>
    public string? CdnCacheControl { get; set; }
}
