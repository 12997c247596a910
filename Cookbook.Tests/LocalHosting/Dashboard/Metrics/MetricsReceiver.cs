using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Receiver.Reading;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

/// <summary>A store, its clock, and what is sent to it.</summary>
internal sealed class MetricsReceiver
{
    private readonly MetricReader _reader;

    public MetricsReceiver()
    {
        Store = new MetricStore(Time);
        var attributes = new AttributeReader(new TextIntake(SecretMask.None));
        _reader = new MetricReader(Store, new SenderReader(new Senders(), attributes), attributes);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MetricStore Store { get; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long Now => Time.GetUnixNanoseconds();

    public ExportMetricsServiceResponse Send(params Metric[] metrics) => SendFrom("web", metrics);

    public ExportMetricsServiceResponse SendFrom(string service, params Metric[] metrics) => _reader.Take(Otlp.Request(service, "meter", metrics));

    public IReadOnlyList<SeriesReading> Read(string name) =>
        Store.Read(Store.Instruments.Single(listed => listed.Instrument.Name == name).Instrument, 0);

    public NumberReading Number(string name) => Assert.IsType<NumberReading>(Assert.Single(Read(name)));

    public HistogramReading Histogram(string name) => Assert.IsType<HistogramReading>(Assert.Single(Read(name)));
}
