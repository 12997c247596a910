using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.Tests.LocalHosting.Dashboard.Logs;
using Google.Protobuf;
using Span = Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Span;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>Telemetry as a busy site sends it, over gRPC: traces of ten spans with the attributes of requests and commands.</summary>
internal sealed class Flood(Uri address, string key) : IDisposable
{
    public const int SpansATrace = 10;

    /// <summary>As many as an exporter sends in a message.</summary>
    private const int SpansAMessage = 500;

    private const string Sql = "SELECT r.id, r.slug, r.name, r.description, r.instructions, r.servings FROM recipe AS r WHERE r.slug = @slug ORDER BY r.id";

    private readonly HttpClient _client = new();
    private ulong _last;

    /// <summary>Otherwise messages are made, which takes its time too, and nobody gets them.</summary>
    public bool IsSent { get; set; } = true;

    /// <summary>So many traces, each one new, as fast as they are taken or at a pace.</summary>
    /// <param name="traces">How many.</param>
    /// <param name="spansASecond">0 for no pace.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendTracesAsync(int traces, int spansASecond, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < traces;)
        {
            var some = Math.Min(traces - sent, SpansAMessage / SpansATrace);
            await SendAsync("trace.v1.TraceService", Traces(some), cancellationToken);
            sent += some;
            if (spansASecond > 0)
            {
                using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
                while (Stopwatch.GetElapsedTime(began).TotalSeconds * spansASecond < sent * SpansATrace && await pace.WaitForNextTickAsync(cancellationToken))
                {
                }
            }
        }
    }

    public async Task SendRecordsAsync(string service, int records, CancellationToken cancellationToken)
    {
        foreach (var some in Enumerable.Range(1, records).Chunk(500))
        {
            var sent = SentLogs.Of(service, [.. some.Select(number => SentLogs.Record(
                $"Recipe {number} of the kitchen was rendered in {number % 97} ms for a visitor who had asked for it", 9, ("RecipeId", $"{number}"), ("Elapsed", $"{number % 97}")))]);
            await SendAsync("logs.v1.LogsService", sent, cancellationToken);
        }
    }

    public async Task SendAsync(string service, IMessage message, CancellationToken cancellationToken)
    {
        var framed = Message.Framed(message.ToByteArray(), packed: false);
        if (!IsSent)
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/opentelemetry.proto.collector.{service}/Export"))
        {
            Content = new ByteArrayContent(framed),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        request.Headers.Add(OtlpSettings.ApiKeyHeader, key);
        using var response = await _client.SendAsync(request, cancellationToken);
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    public void Dispose() => _client.Dispose();

    private ExportTraceServiceRequest Traces(int count)
    {
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "Flood" } };
        for (var i = 0; i < count; i++)
        {
            var trace = Id(16, ++_last);
            var start = (ulong)(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            for (var number = 1; number <= SpansATrace; number++)
            {
                var span = new Span
                {
                    TraceId = trace,
                    SpanId = Id(8, (ulong)number),
                    ParentSpanId = number == 1 ? ByteString.Empty : Id(8, 1),
                    Name = number == 1 ? "GET recipes/{slug}" : number % 3 == 0 ? "cache lookup" : "postgresql",
                    Kind = number == 1 ? Span.Types.SpanKind.Server : Span.Types.SpanKind.Client,
                    StartTimeUnixNano = start + ((ulong)number * 1000),
                    EndTimeUnixNano = start + ((ulong)number * 100_000),
                };
                foreach (var (name, value) in Attributes(number))
                {
                    span.Attributes.Add(new KeyValue { Key = name, Value = new AnyValue { StringValue = value } });
                }

                scope.Spans.Add(span);
            }
        }

        var resource = new Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Resource();
        resource.Attributes.Add(new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "flood" } });
        return new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = resource, ScopeSpans = { scope } } } };
    }

    private (string Name, string Value)[] Attributes(int number) => number == 1
        ?
        [
            ("http.request.method", "GET"), ("url.scheme", "http"), ("url.path", $"/recipes/recipe-{_last}"), ("http.route", "recipes/{slug}"),
            ("server.address", "localhost"), ("http.response.status_code", "200"), ("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64)"),
        ]
        :
        [
            ("db.query.text", Sql), ("db.system.name", "postgresql"), ("db.namespace", "cookbookdb"), ("server.address", "localhost"),
            ("db.npgsql.data_source", "Host=localhost;Username=postgres;Database=cookbookdb"), ("db.npgsql.connection_id", $"{14_000 + number}"),
        ];

    private static ByteString Id(int bytes, ulong number)
    {
        var id = new byte[bytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(id.AsSpan(bytes - 8), number);
        return ByteString.CopyFrom(id);
    }
}
