using System.Net;
using System.Net.Http.Headers;
using Cookbook.LocalHosting.Dashboard.Receiver;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Orchestration;
using Status = Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Status;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>Whoever sends what is no telemetry is told so, by the right status, and harms nobody.</summary>
public sealed class SendingNonsense(CalmDashboard calm) : IClassFixture<CalmDashboard>
{
    /// <summary>The numbers of gRPC.</summary>
    private const string Ok = "0", InvalidArgument = "3", ResourceExhausted = "8", Unauthenticated = "16";

    private static readonly HttpClient Client = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>By their names: bytes would be parts of the tests' names.</summary>
    private static readonly Dictionary<string, (Func<byte[]> Body, bool Packed)> Sent = new()
    {
        ["a good one"] = (() => Message.OneSpan(), false),
        ["a good one, packed"] = (() => Message.Gzip(Message.OneSpan()), true),
        ["nothing"] = (() => [], false),
        ["lists in lists, forty deep"] = (() => Message.NestedDeeply(40), false),
        ["lists in lists, a thousand deep"] = (() => Message.NestedDeeply(1000), false),
        ["cut short"] = (() => Message.OneSpan()[..^3], false),
        ["a field of another type"] = (() => [0x08, 0x01, 0x0d, 0xff], false),
        ["a length beyond the end"] = (() => [0x0a, 0xff, 0xff, 0xff, 0xff, 0x07], false),
        ["text"] = (() => "resource_spans: none"u8.ToArray(), false),
        ["a hundred megabytes"] = (() => new byte[100_000_000], false),
        ["a hundred megabytes, packed"] = (() => Message.Gzip(new byte[100_000_000]), true),
    };

    public static TheoryData<string, int, string> Bodies => new()
    {
        { "a good one", 200, Ok },
        { "a good one, packed", 200, Ok },
        { "nothing", 200, Ok },
        { "lists in lists, forty deep", 200, Ok },
        { "lists in lists, a thousand deep", 400, InvalidArgument },
        { "cut short", 400, InvalidArgument },
        { "a field of another type", 400, InvalidArgument },
        { "a length beyond the end", 400, InvalidArgument },
        { "text", 400, InvalidArgument },
        { "a hundred megabytes", 413, ResourceExhausted },
        { "a hundred megabytes, packed", 413, ResourceExhausted },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Over_HTTP_a_body_gets_its_status(string what, int status, string code)
    {
        var (body, packed) = (Sent[what].Body(), Sent[what].Packed);
        using var request = Request(body);

        // An exporter that does not ask first finds the connection closed while it still sends.
        request.Headers.ExpectContinue = body.Length > BoundedBody.Most;
        if (packed)
        {
            request.Content!.Headers.ContentEncoding.Add("gzip");
        }

        var (answered, answer) = await SendAsync(request);

        Assert.True((int)answered == status, $"{what}: {answered}");
        if (answered != HttpStatusCode.OK)
        {
            Assert.Equal(code, Status.Parser.ParseFrom(answer).Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.NotEmpty(Status.Parser.ParseFrom(answer).Message);
        }

        await IsWellAsync();
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Over_gRPC_a_message_gets_its_status(string what, int status, string code)
    {
        var (body, packed) = (Sent[what].Body(), Sent[what].Packed);
        using var request = Request(body, packed, key: calm.Running.Key);

        var answered = await SendGrpcAsync(request);

        Assert.True(answered == code, $"{what}: {answered}, over HTTP {status}");
        await IsWellAsync();
    }

    [Fact]
    public async Task What_is_packed_wrongly_is_refused()
    {
        using var over = Request([1, 2, 3]);
        over.Content!.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(over)).Status);

        using var unknown = Request(Message.OneSpan());
        unknown.Content!.Headers.ContentEncoding.Add("br");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(unknown)).Status);

        using var grpc = Request([1, 2, 3], packed: true, key: calm.Running.Key);
        Assert.NotEqual(Ok, await SendGrpcAsync(grpc));
        await IsWellAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        using var request = Request(Message.OneSpan());
        request.Content!.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(request)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Without_the_key_nothing_is_taken(string? key)
    {
        using var overHttp = new HttpRequestMessage(HttpMethod.Post, new Uri(calm.Running.OtlpHttp, "/v1/traces")) { Content = new ByteArrayContent(Message.OneSpan("intruder")) };
        overHttp.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (key is not null)
        {
            overHttp.Headers.Add(OtlpSettings.ApiKeyHeader, key);
        }

        var (status, body) = await SendAsync(overHttp);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("x-otlp-api-key", Status.Parser.ParseFrom(body).Message, StringComparison.Ordinal);

        using var overGrpc = Request(Message.OneSpan("intruder"), packed: false, key);
        Assert.Equal(Unauthenticated, await SendGrpcAsync(overGrpc));
        Assert.DoesNotContain("intruder", await calm.Running.Browser.GetStringAsync("/traces", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_without_ids_are_counted_as_rejected_and_the_others_are_kept()
    {
        var request = ExportTraceServiceRequest.Parser.ParseFrom(Message.OneSpan("kept beside"));
        request.ResourceSpans[0].ScopeSpans[0].Spans.Add(new Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Span { Name = "without ids" });

        using var sent = Request(Google.Protobuf.MessageExtensions.ToByteArray(request));
        var (status, body) = await SendAsync(sent);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, ExportTraceServiceResponse.Parser.ParseFrom(body).PartialSuccess.RejectedSpans);
        Assert.Contains("kept beside", await calm.Running.Browser.GetStringAsync("/traces?q=kept%20beside", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_before_1970_and_after_2262_and_ends_before_their_beginnings_are_shown()
    {
        using var sent = Request(Message.OneSpan("out of time", span => (span.StartTimeUnixNano, span.EndTimeUnixNano) = (ulong.MaxValue, 0)));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(sent)).Status);

        Assert.Contains("out of time", await calm.Running.Browser.GetStringAsync("/traces?q=out%20of%20time", CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_very_long_or_very_much_is_cut_and_says_so()
    {
        using var sent = Request(Message.OneSpan("crowded", span =>
        {
            span.Attributes.Add(new KeyValue { Key = "long", Value = new AnyValue { StringValue = new string('x', 100_000) } });
            for (var i = 0; i < 1000; i++)
            {
                span.Attributes.Add(new KeyValue { Key = $"attribute {i}", Value = new AnyValue { IntValue = i } });
                span.Events.Add(new Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Span.Types.Event { Name = $"event {i}" });
            }
        }));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(sent)).Status);

        var list = await calm.Running.Browser.GetStringAsync("/traces?q=crowded", CancellationToken);
        var trace = list.Split("/traces/")[1][..32];
        var waterfall = await calm.Running.Browser.GetStringAsync($"/traces/{trace}", CancellationToken);
        var span = waterfall.Split("?span=")[1][..16];
        var page = await calm.Running.Browser.GetStringAsync($"/traces/{trace}?span={span}", CancellationToken);
        Assert.Contains($"({100_000 - TextIntake.Longest} more characters)", page, StringComparison.Ordinal);
        Assert.Contains("1,745 attributes, events or links were left out", page, StringComparison.Ordinal);
    }

    /// <summary>It takes what is good.</summary>
    private async Task IsWellAsync()
    {
        var name = Guid.NewGuid().ToString();
        using var request = Request(Message.OneSpan(name));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(request)).Status);
        Assert.Contains(name, await calm.Running.Browser.GetStringAsync($"/traces?q={name}", CancellationToken), StringComparison.Ordinal);
    }

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(calm.Running.OtlpHttp, "/v1/traces")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        request.Headers.Add(OtlpSettings.ApiKeyHeader, calm.Running.Key);
        return request;
    }

    private HttpRequestMessage Request(byte[] message, bool packed, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(calm.Running.OtlpGrpc, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"))
        {
            Content = new ByteArrayContent(Message.Framed(message, packed)),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        if (packed)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        if (key is not null)
        {
            request.Headers.Add(OtlpSettings.ApiKeyHeader, key);
        }

        return request;
    }

    private static async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(CancellationToken));
    }

    private static async Task<string> SendGrpcAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, CancellationToken);
        await response.Content.ReadAsByteArrayAsync(CancellationToken);
        return response.Headers.TryGetValues("grpc-status", out var early) ? early.Single()
            : response.TrailingHeaders.TryGetValues("grpc-status", out var late) ? late.Single()
            : $"none; over HTTP {(int)response.StatusCode}";
    }
}
