using Cookbook.Benchmarks.Beside;
using Cookbook.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Benchmarks;

/// <summary>The site on a port of its own, with one more address: <see cref="FixedAddress"/> answers with fixed bytes, before any of the site's middleware.</summary>
internal sealed class BenchmarkSite(BenchmarkServers servers, string environment, params (string Key, string Value)[] settings) : WebApplicationFactory<IndexModel>
{
    public const string FixedAddress = $"{FixedBytes.Prefix}/page";

    private readonly FixedBytes _fixed = new();

    public BenchmarkSite(BenchmarkServers servers, params (string Key, string Value)[] settings)
        : this(servers, "Production", settings)
    {
    }

    public Uri Address => ClientOptions.BaseAddress;

    public BenchmarkSite Start()
    {
        UseKestrel();
        StartServer();
        return this;
    }

    /// <summary>Lets <see cref="FixedAddress"/> answer with the bytes of the page.</summary>
    public async Task MeasureAsync(string page, CancellationToken cancellationToken)
    {
        using var client = CreateClient();
        _fixed.Put(FixedAddress, "text/html; charset=utf-8", await client.GetByteArrayAsync(page, cancellationToken));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);

        // Not by UseKestrel(0): it writes the port when the server may have begun to listen (dotnet/aspnetcore#67714).
        builder.UseUrls("http://127.0.0.1:0");
        builder.UseSetting("AllowedHosts", "localhost;127.0.0.1");
        builder.UseSetting("ConnectionStrings:cookbookdb", servers.Postgres);
        builder.UseSetting("ConnectionStrings:cache", servers.Redis);
        builder.UseSetting("OutputCaching:Prefix", $"bench-{Guid.NewGuid():N}");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new BeforeTheSite(_fixed)));
    }

    private sealed class BeforeTheSite(FixedBytes bytes) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) => context.Request.Path.StartsWithSegments(FixedBytes.Prefix) ? bytes.AnswerAsync(context) : rest(context));
            next(app);
        };
    }
}
