using System.Runtime.CompilerServices;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>
/// Attributes that are the same as others are kept once: the steps of a busy site say the same of themselves again and again. A bounded memory
/// of the latest, by place; what has been put out of its place is kept a second time, that is all.
/// </summary>
internal sealed class SharedAttributes
{
    private readonly TelemetryAttribute[]?[] _latest = new TelemetryAttribute[]?[4096];

    /// <param name="attributes">Their texts are shared already, so that the same text is the same object.</param>
    public TelemetryAttribute[] Of(TelemetryAttribute[] attributes)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in attributes)
        {
            hash.Add(RuntimeHelpers.GetHashCode(key));
            hash.Add(RuntimeHelpers.GetHashCode(value));
        }

        ref var place = ref _latest[(uint)hash.ToHashCode() % _latest.Length];
        if (place is { } latest && AreSame(latest, attributes))
        {
            return latest;
        }

        place = attributes;
        return attributes;
    }

    private static bool AreSame(TelemetryAttribute[] one, TelemetryAttribute[] other)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Length; i++)
        {
            if (!ReferenceEquals(one[i].Key, other[i].Key) || !ReferenceEquals(one[i].Value, other[i].Value))
            {
                return false;
            }
        }

        return true;
    }
}
