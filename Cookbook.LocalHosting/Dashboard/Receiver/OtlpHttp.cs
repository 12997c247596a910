using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>OTLP over HTTP with protobuf bodies (https://opentelemetry.io/docs/specs/otlp/#otlphttp).</summary>
internal static class OtlpHttp
{
    private const string ContentType = "application/x-protobuf";

    public static void MapOtlpHttp(this IEndpointRouteBuilder endpoints, OtlpSignals signals)
    {
        Map(endpoints, signals.Traces);
        Map(endpoints, signals.Metrics);
        Map(endpoints, signals.Logs);
    }

    private static void Map<TRequest, TResponse>(IEndpointRouteBuilder endpoints, OtlpSignal<TRequest, TResponse> signal)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => endpoints.MapPost(signal.Path, async context =>
        {
            if (MediaType(context.Request) != ContentType)
            {
                await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, $"The Content-Type must be {ContentType}. Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf.");
                return;
            }

            if (!TryDecode(context.Request, out var body, out var refused))
            {
                await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, refused);
                return;
            }

            TRequest request;
            await using (body)
            {
                try
                {
                    request = signal.Parser.ParseFrom(await BoundedBody.ReadAsync(body, context.Request.ContentLength, context.RequestAborted));
                }
                catch (MessageTooLargeException exception)
                {
                    await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted, exception.Message);
                    return;
                }
                catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
                {
                    await RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, $"The body is no {typeof(TRequest).Name}: {exception.Message}");
                    return;
                }
            }

            await AnswerAsync(context, StatusCodes.Status200OK, signal.Take(request));
        });

    /// <summary>Each refusal has a google.rpc.Status for its body.</summary>
    public static Task RefuseAsync(HttpContext context, int status, StatusCode code, string message) =>
        AnswerAsync(context, status, new Otlp.Status { Code = (int)code, Message = message });

    private static async Task AnswerAsync(HttpContext context, int status, IMessage message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = message.CalculateSize();
        await context.Response.Body.WriteAsync(message.ToByteArray(), context.RequestAborted);
    }

    private static string? MediaType(HttpRequest request) => request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();

    private static bool TryDecode(HttpRequest request, [NotNullWhen(true)] out Stream? body, [NotNullWhen(false)] out string? refused)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        (body, refused) = encoding.ToLowerInvariant() switch
        {
            "" or "identity" => (request.Body, null),
            "gzip" => (new GZipStream(request.Body, CompressionMode.Decompress), null),
            _ => ((Stream?)null, $"The Content-Encoding '{encoding}' is not known. Send gzip, or none."),
        };
        return body is not null;
    }
}
