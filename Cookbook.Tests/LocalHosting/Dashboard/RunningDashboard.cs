using System.Net;
using Cookbook.LocalHosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>An application of no resources with its dashboard, and somebody who has signed in there; for tests that disturb nobody else's.</summary>
public class RunningDashboard : IAsyncLifetime
{
    private IDistributedApplicationTestingBuilder? _builder;

    internal DistributedApplication Application { get; private set; } = null!;

    internal DashboardAddresses Addresses { get; private set; } = null!;

    internal string ApiKey { get; private set; } = "";

    /// <summary>Signed in; the address is the dashboard's.</summary>
    internal HttpClient Browser { get; private set; } = null!;

    /// <summary>Lets one more browser in.</summary>
    internal Uri SignInAddress => Application.Services.GetRequiredService<Cookbook.LocalHosting.Dashboard.Dashboard>().SignInAddress;

    internal Uri GrpcAddress => new($"http://localhost:{Addresses.OtlpGrpc}");

    internal Uri HttpAddress => new($"http://localhost:{Addresses.OtlpHttp}");

    public async ValueTask InitializeAsync()
    {
        _builder = DistributedApplicationTestingBuilder.Create([], (options, _) => options.DisableDashboard = false);
        Describe(_builder);
        Application = await _builder.StartedAsync();
        Addresses = Application.Services.GetRequiredService<DashboardAddresses>();
        ApiKey = Application.Services.GetRequiredService<IConfiguration>()["AppHost:OtlpApiKey"]!;
        Browser = await SignInAsync(SignInAddress);
    }

    /// <summary>A browser of its own.</summary>
    internal static async Task<HttpClient> SignInAsync(Uri address)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address, "/") };
        using var page = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal("/", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return browser;
    }

    /// <summary>For an exporter of the OpenTelemetry SDK.</summary>
    /// <param name="options">Of the exporter.</param>
    /// <param name="protocol">Either one.</param>
    /// <param name="signal">The path of the signal, which the SDK adds to an address only when that comes from the environment.</param>
    internal void Configure(OtlpExporterOptions options, OtlpExportProtocol protocol, string signal)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? GrpcAddress : new Uri(HttpAddress, signal);
        options.Headers = $"{Cookbook.LocalHosting.Dashboard.Receiver.ApiKey.Header}={ApiKey}";
    }

    public async ValueTask DisposeAsync()
    {
        Browser?.Dispose();
        if (Application is not null)
        {
            await Application.DisposeAsync();
        }

        if (_builder is not null)
        {
            await _builder.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Adds resources.</summary>
    private protected virtual void Describe(IDistributedApplicationTestingBuilder builder)
    {
    }
}
