using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Google.Protobuf;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>One of the three things that are sent: the same over both transports.</summary>
/// <param name="Path">Of the request over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request).</param>
/// <param name="Service">The gRPC service; its only method is Export.</param>
/// <param name="Parser">Reads what is sent.</param>
/// <param name="Take">Keeps it, and says what could not be kept.</param>
internal sealed record OtlpSignal<TRequest, TResponse>(string Path, string Service, MessageParser<TRequest> Parser, Func<TRequest, TResponse> Take)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>;

/// <summary>The three of them.</summary>
internal sealed record OtlpSignals(
    OtlpSignal<ExportTraceServiceRequest, ExportTraceServiceResponse> Traces,
    OtlpSignal<ExportMetricsServiceRequest, ExportMetricsServiceResponse> Metrics,
    OtlpSignal<ExportLogsServiceRequest, ExportLogsServiceResponse> Logs)
{
    public static OtlpSignals Of(
        Func<ExportTraceServiceRequest, ExportTraceServiceResponse> traces,
        Func<ExportMetricsServiceRequest, ExportMetricsServiceResponse> metrics,
        Func<ExportLogsServiceRequest, ExportLogsServiceResponse> logs) => new(
            new("/v1/traces", "opentelemetry.proto.collector.trace.v1.TraceService", ExportTraceServiceRequest.Parser, traces),
            new("/v1/metrics", "opentelemetry.proto.collector.metrics.v1.MetricsService", ExportMetricsServiceRequest.Parser, metrics),
            new("/v1/logs", "opentelemetry.proto.collector.logs.v1.LogsService", ExportLogsServiceRequest.Parser, logs));
}
