namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>The protocol's times: nanoseconds since 1970, in UTC.</summary>
internal static class Nanoseconds
{
    /// <summary>What is later than the year 2116 is nonsense, and becomes that year, so that sums of two do not overflow.</summary>
    public static long From(ulong time) => (long)Math.Min(time, long.MaxValue / 2);
}
