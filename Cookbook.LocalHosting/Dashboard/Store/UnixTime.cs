namespace Cookbook.LocalHosting.Dashboard.Store;

internal static class UnixTime
{
    /// <summary>Since 1970, in UTC.</summary>
    public static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
