namespace Cookbook.Web.Security;

/// <summary>The section <c>Limits</c>: what one process takes at most, so that nobody takes all of it.</summary>
internal sealed class RequestLimits
{
    public const string Section = "Limits";

    /// <summary>The name of the time limit of pages that take photographs: a telephone on a slow line needs minutes.</summary>
    public const string Upload = "upload";

    /// <summary>Open at once; what comes above it is closed at once. From 1. Default: 10,000.</summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>A request's body, in bytes, where a page says nothing else. From 64 KB. Default: 8 MB.</summary>
    public long BodyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Until a request's headers must be there. 1 second to 2 minutes. Default: 15 seconds.</summary>
    public TimeSpan HeadersTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Then a request is given up, with 504. More than <c>OutputCaching:RenderTimeout</c>. 1 second to 10 minutes. Default: 30 seconds.
    /// </summary>
    public TimeSpan RequestTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for uploads. 1 second to 1 hour. Default: 5 minutes.</summary>
    public TimeSpan UploadTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// From one network address (of IPv6 the first 64 bits), on the average; four times as many at once. What the cache answers before
    /// the rest of the site, out of memory or out of Redis, does not count. Each process counts for itself. 0, the default, counts nothing.
    /// </summary>
    public int RequestsPerSecond { get; set; }
}
