using System.Net;
using AngleSharp.Html.Dom;
using Cookbook.LocalHosting.Dashboard;
using Cookbook.LocalHosting.Orchestration;
using Cookbook.Tests.Web;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>A small application with its dashboard, on ports of its own, and a browser that has signed in.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly HttpClient _sender = new();

    private RunningDashboard(IDistributedApplicationTestingBuilder builder, DistributedApplication application)
    {
        _builder = builder;
        Application = application;
        Addresses = application.Services.GetRequiredService<DashboardAddresses>();
        OtlpGrpc = new Uri($"http://localhost:{Addresses.OtlpGrpc}");
        OtlpHttp = new Uri($"http://localhost:{Addresses.OtlpHttp}");
        Key = application.Services.GetRequiredService<IConfiguration>()[OtlpSettings.ApiKey]!;
        Browser = new HttpClient { BaseAddress = Addresses.PagesAddress };
    }

    public DistributedApplication Application { get; }

    /// <summary>Signed in.</summary>
    public HttpClient Browser { get; }

    public DashboardAddresses Addresses { get; }

    /// <summary>Lets one more browser in.</summary>
    public Uri SignInAddress => Application.Services.GetRequiredService<Cookbook.LocalHosting.Dashboard.Dashboard>().SignInAddress;

    /// <summary>Where telemetry goes over gRPC.</summary>
    public Uri OtlpGrpc { get; }

    /// <summary>Where telemetry goes over HTTP: the signals' paths, as <c>v1/logs</c>, are to be added.</summary>
    public Uri OtlpHttp { get; }

    public string Key { get; }

    /// <summary>As an exporter takes it.</summary>
    public string Headers => $"{OtlpSettings.ApiKeyHeader}={Key}";

    /// <param name="describe">Adds resources; by default there are none.</param>
    /// <param name="args">The AppHost's command line.</param>
    public static async Task<RunningDashboard> StartAsync(Action<IDistributedApplicationBuilder>? describe = null, params string[] args)
    {
        var builder = DistributedApplicationTestingBuilder.Create(args, (options, _) => options.DisableDashboard = false);
        describe?.Invoke(builder);
        var dashboard = new RunningDashboard(builder, await builder.StartedAsync());
        try
        {
            using var home = await dashboard.Browser.GetAsync(dashboard.SignInAddress, Eventually.Deadline);
            home.EnsureSuccessStatusCode();
            return dashboard;
        }
        catch
        {
            await dashboard.DisposeAsync();
            throw;
        }
    }

    /// <summary>For an exporter of the OpenTelemetry SDK.</summary>
    /// <param name="options">Of the exporter.</param>
    /// <param name="protocol">Either one.</param>
    /// <param name="path">The signal's, which the SDK adds to an address only when that comes from the environment.</param>
    public void Configure(OtlpExporterOptions options, OtlpExportProtocol protocol, string path)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? OtlpGrpc : new Uri(OtlpHttp, path);
        options.Headers = Headers;
    }

    public async Task<IHtmlDocument> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Browser.GetAsync(new Uri(path, UriKind.Relative), Eventually.Deadline);
        Assert.Equal(status, response.StatusCode);
        return await response.ReadHtmlAsync();
    }

    /// <summary>Sends a message over HTTP, which must be taken.</summary>
    /// <param name="path">The signal's.</param>
    /// <param name="message">The signal's request.</param>
    public async Task SendAsync(string path, IMessage message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(OtlpHttp, path));
        request.Content = new ByteArrayContent(message.ToByteArray());
        request.Content.Headers.ContentType = new("application/x-protobuf");
        request.Headers.Add(OtlpSettings.ApiKeyHeader, Key);
        using var response = await _sender.SendAsync(request, Eventually.Deadline);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        _sender.Dispose();
        await Application.DisposeAsync();
        await _builder.DisposeAsync();
    }
}
