using Microsoft.AspNetCore.Http;

namespace Cookbook.Tests.Web;

public sealed class ExportingTelemetry(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly (string Key, string Value) Protocol = ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

    [Fact]
    public async Task Traces_metrics_and_logs_leave_for_the_collector()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var site = sample.Start(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), Protocol, ("OTEL_SERVICE_NAME", "kitchen")))
        {
            await site.ReadAsync("/");
        }

        Assert.All(collector.Received, message => Assert.Equal("application/x-protobuf", message.ContentType));
        Assert.All(collector.Received, message => Assert.Contains("kitchen", message.Body, StringComparison.Ordinal));
        Assert.Contains(collector.Received, message => message.Path == "/v1/traces" && message.Body.Contains("Npgsql", StringComparison.Ordinal));
        Assert.Contains(
            collector.Received,
            message => message.Path == "/v1/metrics" && message.Body.Contains("http.server.request.duration", StringComparison.Ordinal));
        Assert.Contains(
            collector.Received,
            message => message.Path == "/v1/logs" && message.Body.Contains("Application started", StringComparison.Ordinal));
    }

    /// <summary>The addresses for single signals are set, so that an exporter that were there all the same would be seen.</summary>
    [Fact]
    public async Task Without_an_endpoint_nothing_leaves()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var site = sample.Start(
            Protocol,
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Address}/v1/traces"),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{collector.Address}/v1/metrics"),
            ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", $"{collector.Address}/v1/logs")))
        {
            await site.ReadAsync("/");
        }

        Assert.Empty(collector.Received);
    }

    [Fact]
    public async Task A_collector_that_is_out_of_order_is_sent_each_batch_once()
    {
        await using var collector = await OtlpCollector.StartAsync(StatusCodes.Status503ServiceUnavailable);
        await using (var site = sample.Start(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), Protocol))
        {
            await site.ReadAsync("/");
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], collector.Received.Select(message => message.Path).Distinct().Order());
        Assert.Equal(collector.Received.Count, collector.Received.Select(message => message.Body).Distinct().Count());
    }
}
