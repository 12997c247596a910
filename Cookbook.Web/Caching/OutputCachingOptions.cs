using System.ComponentModel.DataAnnotations;

namespace Cookbook.Web.Caching;

/// <summary>The section <c>OutputCaching</c>; read once, when the site starts.</summary>
internal sealed class OutputCachingOptions
{
    public const string Section = "OutputCaching";

    /// <summary>False renders every page anew and sends no command to Redis, to compare before and after. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a page may be served from the cache: <c>hh:mm:ss</c>, one second to one day. Default: 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:Ttl must lie between 00:00:01 and 1.00:00:00; a number alone counts days, so write 15 minutes as 00:15:00.")]
    public TimeSpan Ttl { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What the site's keys in Redis begin with. Default: <c>cookbook</c>.</summary>
    [Required(ErrorMessage = "OutputCaching:Prefix must not be empty.")]
    [RegularExpression("[a-z0-9-]+", ErrorMessage = "OutputCaching:Prefix may contain lower-case letters, digits and hyphens only.")]
    public string Prefix { get; set; } = "cookbook";

    /// <summary>The second part of each key. Raise it when cached pages must not outlive a deployment. Default: 1.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "OutputCaching:Version must be 1 or more.")]
    public int Version { get; set; } = 1;

    /// <summary>
    /// How long a lookup or a store may wait for Redis before the page goes on without: <c>hh:mm:ss</c>, one hundredth of a second to
    /// one second, after which the Redis client gives up by itself. Default: a tenth of a second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:01", ParseLimitsInInvariantCulture = true,
        ErrorMessage = "OutputCaching:RedisBudget must lie between 00:00:00.01 and 00:00:01.")]
    public TimeSpan RedisBudget { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// What the names of cookies begin with that say nothing to this site; compared to the letter. A request with any other cookie gets
    /// a render of its own. No cached page may read these. Default: none; appsettings.json names those of the Aspire dashboard, because a
    /// browser sends the cookies of one localhost port to all others.
    /// </summary>
    public IReadOnlyList<string> HarmlessCookies { get; set; } = [];
}
