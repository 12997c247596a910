namespace Cookbook.LocalHosting.Dashboard.Store;

internal static class UnixTime
{
    /// <summary>Now, as telemetry has its times: nanoseconds since 1970, in UTC.</summary>
    public static long GetUnixNanoseconds(this TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
