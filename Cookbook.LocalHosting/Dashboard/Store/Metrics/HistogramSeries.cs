namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

internal sealed class HistogramSeries(StoredInstrument instrument, SeriesKey key) : StoredSeries(instrument, key)
{
    private const int SlotWeight = 48;

    private readonly Slots<HistogramSlot> _slots = new();

    /// <summary>As it was sent, of a sender that counts since its beginning; and since when it counts.</summary>
    private Distribution _sent = Distribution.Empty;
    private long _start;
    private Distribution _total = Distribution.Empty;

    protected override int PointsWeight => (SlotWeight * _slots.Room) + _slots.Weight + (8 * ((2 * _total.Counts.Length) + _sent.Counts.Length));

    public override SeriesReading Read(long since) => new HistogramReading(Key.Attributes, [.. Exemplars], _slots.Since(since), _total);

    protected override void Take(Measurement measurement, long countsSince)
    {
        var values = ((HistogramMeasurement)measurement).Values.Sharing(_total.Bounds);
        var isFirst = _slots.Newest is null;
        if (countsSince > 0)
        {
            _slots.Put(Slot(countsSince, Distribution.Empty with { Bounds = values.Bounds }), stays: true);
        }

        var more = measurement.IsDelta || isFirst || measurement.Start > _start ? values : values.Since(_sent) ?? values;
        (_sent, _start) = (values, measurement.Start);
        _total = isFirst ? values : more.Count == 0 ? _total : _total.Plus(more);
        if (isFirst && countsSince == 0)
        {
            // Without knowing since when it has counted so much, it is only where counting begins.
            _slots.Put(Slot(measurement.Time, Distribution.Empty with { Bounds = values.Bounds }), stays: true);
        }
        else
        {
            var open = _slots.Open(measurement.Time);
            _slots.Put(Slot(measurement.Time, open is { } slot ? From(slot).Plus(more) : more, open));
        }
    }

    private static Distribution From(HistogramSlot slot) => new(
        slot.Count,
        double.IsNaN(slot.Sum) ? null : slot.Sum,
        null,
        null,
        slot.Bounds,
        slot.Counts.Length == 0 ? new long[slot.Bounds.Length + 1] : [.. slot.Counts.Select(count => (long)count)]);

    private HistogramSlot Slot(long time, Distribution values, HistogramSlot? insteadOf = null)
    {
        var before = (insteadOf ?? _slots.Newest)?.Bounds;
        var bounds = before is not null && before.AsSpan().SequenceEqual(values.Bounds) ? before : values.Bounds;
        var isSame = ReferenceEquals(bounds, before);
        return new HistogramSlot(
            time,
            values.Count,
            values.Sum ?? double.NaN,
            bounds,
            values.Counts.All(count => count <= 0) ? [] : [.. values.Counts.Select(count => (uint)Math.Clamp(count, 0, uint.MaxValue))],
            isSame ? insteadOf?.HasOwnBounds == true : true);
    }
}
