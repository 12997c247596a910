namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>Of a gauge or a counter.</summary>
internal sealed class NumberSeries(StoredInstrument instrument, SeriesKey key) : StoredSeries(instrument, key)
{
    private const int SlotWeight = 16;

    private readonly Slots<NumberSlot> _slots = new();

    /// <summary>As it was sent; and since when it counts.</summary>
    private double _sent;
    private long _start;

    /// <summary>What is kept. Of a counter it never falls: what a process counts after it has begun anew is added to what it had before.</summary>
    private double _value;

    protected override int PointsWeight => (SlotWeight * _slots.Room) + _slots.Weight;

    public override SeriesReading Read(long since) => new NumberReading(Key.Attributes, [.. Exemplars], _slots.Since(since));

    protected override void Take(Measurement measurement, long countsSince)
    {
        var sent = ((NumberMeasurement)measurement).Value;
        var isFirst = _slots.Newest is null;
        var isCounter = Instrument.Description.Kind == InstrumentKind.Counter;
        if (isCounter && countsSince > 0)
        {
            _slots.Put(new NumberSlot(countsSince, _value), stays: true);
        }

        _value = measurement.IsDelta ? _value + sent
            : isCounter ? _value + (sent < _sent || measurement.Start > _start ? sent : sent - _sent)
            : sent;
        (_sent, _start) = (sent, measurement.Start);

        // Without knowing since when it has counted so much, it is only where counting begins.
        _slots.Put(new NumberSlot(measurement.Time, _value), stays: isCounter && isFirst && countsSince == 0);
    }
}
