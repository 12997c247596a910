using System.Runtime.CompilerServices;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>The same keys with the same values, in the same order. Their texts are shared, so that the same text is the same object.</summary>
internal sealed class SameAttributes : IEqualityComparer<TelemetryAttribute[]>
{
    public int GetHashCode(TelemetryAttribute[] attributes)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in attributes)
        {
            hash.Add(RuntimeHelpers.GetHashCode(key));
            hash.Add(RuntimeHelpers.GetHashCode(value));
        }

        return hash.ToHashCode();
    }

    public bool Equals(TelemetryAttribute[]? one, TelemetryAttribute[]? other)
    {
        if (one?.Length != other?.Length)
        {
            return false;
        }

        for (var i = 0; i < one?.Length; i++)
        {
            if (!ReferenceEquals(one[i].Key, other![i].Key) || !ReferenceEquals(one[i].Value, other[i].Value))
            {
                return false;
            }
        }

        return true;
    }
}
