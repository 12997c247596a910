using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Cookbook.Caching.Tokens;
using Cookbook.Web.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Cookbook.Tests.Web;

/// <summary>
/// The site in this process, on a port of its own. Its keys in Redis begin with a prefix that no other site has, so that sites which
/// share the Redis do not meet.
/// </summary>
/// <param name="database">A connection string.</param>
/// <param name="redis">A connection string; null keeps the pages in memory.</param>
/// <param name="settings">Further settings: <c>("OutputCaching:Ttl", "00:00:01")</c>.</param>
internal sealed class WebSite(string database, string? redis, params (string Key, string Value)[] settings) : WebApplicationFactory<IndexModel>
{
    private HttpClient? _client;

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}";

    public string Environment { get; init; } = "Production";

    /// <summary>Further services, or others in their place.</summary>
    public Action<IServiceCollection> Adjust { get; init; } = _ => { };

    /// <summary>Addresses that the site does not have otherwise.</summary>
    public TestPages Pages { get; } = new();

    public LogLines Log { get; } = new();

    public SpanLog Spans { get; } = [];

    public HttpClient Client => _client ?? throw new InvalidOperationException("The site was not started.");

    /// <summary>Returns when the site listens.</summary>
    public WebSite Start()
    {
        UseKestrel();
        StartServer();

        // Redirects are answers; each request has the headers that the test gives it, and no others.
        var connection = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };
        _client = new HttpClient(connection) { BaseAddress = ClientOptions.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        return this;
    }

    public Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A page that must be there.</summary>
    public async Task<IHtmlDocument> ReadAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await GetAsync(address);
        Assert.Equal(status, response.StatusCode);
        return await response.ReadHtmlAsync();
    }

    /// <summary>Whether the page came from the cache.</summary>
    public async Task<bool> IsHitAsync(string address, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(address, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.Age is not null;
    }

    /// <summary>Returns when the site knows of every change that has been committed before.</summary>
    public async Task CatchUpAsync()
    {
        Assert.NotNull(Services.GetRequiredService<TokenBook>().Sure);
        await Services.GetRequiredService<TokenListener>().CatchUpAsync();
        Assert.NotNull(Services.GetRequiredService<TokenBook>().Sure);
    }

    /// <summary>Gets the page, which must be there, and waits until its spans have been exported.</summary>
    public async Task<RequestTrace> TraceAsync(string address)
    {
        var trace = ActivityTraceId.CreateRandom();
        using (var response = await GetAsync(address, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01")))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await Eventually.IsTrue(
            $"the request for {address} has ended",
            () => Spans.Of(trace).Exists(span => span.Kind == ActivityKind.Server));
        return new RequestTrace(Spans.Of(trace));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);

        // Not by UseKestrel(0): it writes the port when the server may have begun to listen (dotnet/aspnetcore#67714).
        builder.UseUrls("http://127.0.0.1:0");
        builder.UseSetting("AllowedHosts", "localhost;127.0.0.1;[::1]");
        builder.UseSetting("ConnectionStrings:cookbookdb", database);
        builder.UseSetting("ConnectionStrings:cache", redis);
        builder.UseSetting("OutputCaching:Prefix", Prefix);

        // A busy machine is no outage: a test that expects a hit must not get a miss because Redis was slow once.
        builder.UseSetting("OutputCaching:RedisBudget", "00:00:01");
        builder.UseSetting("OutputCaching:ThrowOnUndeclaredRead", "true");
        builder.UseSetting("Logging:Console:LogLevel:Default", "None");

        // In development it would be on every page.
        builder.UseSetting("Toolbar:Enabled", "false");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IStartupFilter>(Pages);

            // The first to be made is the last to be disposed of.
            services.Insert(0, ServiceDescriptor.Singleton<ILoggerProvider>(_ => Log));
            services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(Spans));
            Adjust(services);
        });
    }

    /// <summary>Returns when all is over: the base returns while the site's own Run still cleans up.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_client is not null)
        {
            _client.Dispose();
            await Log.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}

internal static class HtmlResponses
{
    public static async Task<IHtmlDocument> ReadHtmlAsync(this HttpResponseMessage response)
    {
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await new HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
    }
}
