namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>
/// One copy of what is sent again and again: the latest, each at the place that its hash gives it. So it is bounded, and needs no lock: what was
/// put out of its place, or comes twice at once, is kept a second time, that is all.
/// </summary>
/// <param name="places">At most so many are known.</param>
/// <param name="comparer">What is the same.</param>
internal sealed class SharedCopies<T>(int places, IEqualityComparer<T> comparer)
    where T : class
{
    private readonly T?[] _latest = new T?[places];

    public T Of(T item)
    {
        ref var place = ref _latest[(uint)comparer.GetHashCode(item) % places];
        if (place is { } latest && comparer.Equals(latest, item))
        {
            return latest;
        }

        place = item;
        return item;
    }
}
