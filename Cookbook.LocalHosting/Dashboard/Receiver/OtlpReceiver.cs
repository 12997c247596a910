using Cookbook.LocalHosting.Orchestration;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>The two loopback ports that telemetry comes in by: without TLS gRPC needs one of its own.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<OtlpReceiver> StartAsync(DashboardAddresses addresses, ApiKey key, OtlpSignals signals, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Both transports have their own bound, and say so in their own way.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ListenLocalhost(addresses.OtlpGrpc, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.ListenLocalhost(addresses.OtlpHttp, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DashboardAddresses.EndPatience);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = BoundedBody.Most;
            grpc.CompressionProviders = [new BoundedGzip()];
        });
        builder.Services.AddSingleton<OtlpGrpc>();
        builder.Services.AddSingleton<IServiceMethodProvider<OtlpGrpc>>(new OtlpGrpcMethods(signals));
        var app = builder.Build();
        app.Use((context, next) => key.IsIn(context.Request.Headers) ? next(context) : RefuseAsync(context, addresses));
        app.MapGrpcService<OtlpGrpc>();
        app.MapOtlpHttp(signals);
        await app.StartAsync(cancellationToken);
        return new OtlpReceiver(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext context, DashboardAddresses addresses)
    {
        const string message = $"The header {OtlpSettings.ApiKeyHeader} is missing or wrong. The AppHost gives it to its processes, in OTEL_EXPORTER_OTLP_HEADERS.";
        if (context.Connection.LocalPort == addresses.OtlpHttp)
        {
            return OtlpHttp.RefuseAsync(context, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated, message);
        }

        // A gRPC answer without a body has its trailers among its headers, and the status 200.
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = message;
        return Task.CompletedTask;
    }
}
