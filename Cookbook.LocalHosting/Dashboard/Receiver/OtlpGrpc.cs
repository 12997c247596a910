using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>
/// OTLP over gRPC (https://opentelemetry.io/docs/specs/otlp/#otlpgrpc). The methods are written down here, not generated, so that a message
/// that cannot be read is the sender's fault (InvalidArgument, never to be sent again) and not the receiver's.
/// </summary>
internal sealed class OtlpGrpc;

internal sealed class OtlpGrpcMethods(OtlpSignals signals) : IServiceMethodProvider<OtlpGrpc>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpc> context)
    {
        Add(context, signals.Traces);
        Add(context, signals.Metrics);
        Add(context, signals.Logs);
    }

    private static void Add<TRequest, TResponse>(ServiceMethodProviderContext<OtlpGrpc> context, OtlpSignal<TRequest, TResponse> signal)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => context.AddUnaryMethod(
            new Method<TRequest, TResponse>(
                MethodType.Unary,
                signal.Service,
                "Export",
                Marshallers.Create<TRequest>((_, _) => throw new NotSupportedException(), received => Read(signal.Parser, received)),
                Marshallers.Create<TResponse>(Write, _ => throw new NotSupportedException())),
            [],
            (_, request, _) => Task.FromResult(signal.Take(request)));

    private static T Read<T>(MessageParser<T> parser, DeserializationContext received)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(received.PayloadAsReadOnlySequence());
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"The message is no {typeof(T).Name}: {exception.Message}"));
        }
    }

    private static void Write<T>(T message, SerializationContext context)
        where T : class, IMessage<T>
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
