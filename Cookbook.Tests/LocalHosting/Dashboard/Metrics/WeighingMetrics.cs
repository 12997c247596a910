using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

/// <summary>What the metrics take up, however many there are.</summary>
[Collection(nameof(Alone))]
public sealed class WeighingMetrics
{
    private readonly MetricsReceiver _receiver = new();

    private long Now => _receiver.Now;

    [Fact]
    public void Whatever_is_sent_the_weight_stays_below_its_bound_and_is_what_it_claims()
    {
        // What other tests have left to finalizers is not to be missing afterwards.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        double[] bounds = [.. Enumerable.Range(1, 400).Select(bound => (double)bound)];
        for (var round = 0; round < 30; round++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(5));
            foreach (var service in Enumerable.Range(0, 10))
            {
                _receiver.SendFrom($"service {service}", Otlp.Histogram("sizes", [.. Enumerable.Range(0, 200).Select(
                    id => Otlp.Point(0, Now, bounds, [.. Enumerable.Range(0, round + 1).Select(value => value * 13.0)], ("id", $"{id}")))]));
            }

            Assert.InRange(_receiver.Store.Weight, 0, MetricStore.Heaviest);
        }

        Assert.InRange(_receiver.Store.Weight, MetricStore.Heaviest * 8 / 10, MetricStore.Heaviest);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(taken, 0, MetricStore.Heaviest * 13 / 10);
        GC.KeepAlive(_receiver);
    }
}
