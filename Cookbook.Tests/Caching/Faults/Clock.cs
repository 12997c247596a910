using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A clock that the test moves on, and whose time of day it can set without that any time passes.</summary>
internal sealed class Clock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
{
    private TimeSpan _set;

    public void Set(TimeSpan by) => _set += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;
}
