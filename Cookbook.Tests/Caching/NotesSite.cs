using System.Collections.Concurrent;
using System.Globalization;
using Cookbook.Caching.Keys;
using Cookbook.Caching.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching;

/// <summary>
/// A small application on the coherent output cache, or for comparison on the stock one, over HTTP; two of them with one prefix are
/// replicas. <c>GET /notes/{id}</c> has its tag from the route, <c>GET /shelf</c> finds its tags while it reads, <c>PUT /notes/{id}</c>
/// writes the body.
/// </summary>
internal sealed class NotesSite : IAsyncDisposable
{
    private readonly WebApplication _application;

    private NotesSite(WebApplication application)
    {
        _application = application;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = 1000 })
        {
            BaseAddress = new Uri(application.Urls.First()),
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    public required Gates Gates { get; init; }

    public required Web.LogLines Log { get; init; }

    /// <param name="database">The notes.</param>
    /// <param name="redis">A connection string; null for the first level only.</param>
    /// <param name="stock">The stock output cache, evicted by tag after each write, in place of ours.</param>
    /// <param name="prefix">Sites with one prefix share their pages.</param>
    /// <param name="configure">Further services.</param>
    /// <param name="map">Further addresses.</param>
    /// <param name="outside">Middleware around the cache: it sees every request, and no render.</param>
    /// <param name="between">Middleware between the two parts of the cache: it sees what is not answered from memory, and renders.</param>
    /// <param name="settings">Further settings: <c>("OutputCaching:Ttl", "00:00:01")</c>.</param>
    public static async Task<NotesSite> StartAsync(
        NotesDatabase database,
        string? redis = null,
        bool stock = false,
        string? prefix = null,
        Action<IServiceCollection>? configure = null,
        Action<WebApplication>? map = null,
        Action<WebApplication>? outside = null,
        Action<WebApplication>? between = null,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var (gates, log) = (new Gates(), new Web.LogLines());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:notes"] = database.ConnectionString,
                ["OutputCaching:Prefix"] = prefix ?? $"test-{Guid.NewGuid():N}",
                ["OutputCaching:RedisBudget"] = "00:00:01",
                ["OutputCaching:ThrowOnUndeclaredRead"] = "true",
            });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(gates);

        if (redis is not null)
        {
            var options = ConfigurationOptions.Parse(redis);
            (options.AbortOnConnectFail, options.BacklogPolicy, options.ConnectTimeout) = (false, BacklogPolicy.FailFast, 500);
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(options));
        }

        if (stock)
        {
            builder.Services.AddOutputCache(cache => AddPolicies(cache, _ => { }));
            if (redis is not null)
            {
                builder.Services.AddStackExchangeRedisOutputCache(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
            }
        }
        else
        {
            builder.AddCoherentOutputCache("notes", cache => AddPolicies(cache, page => page.Coherent()));
        }

        configure?.Invoke(builder.Services);
        var app = builder.Build();
        outside?.Invoke(app);
        if (stock)
        {
            between?.Invoke(app);
            app.UseOutputCache();
        }
        else
        {
            app.UseFirstLevelOutputCache();
            between?.Invoke(app);
            app.UseCoherentOutputCache();
        }

        app.MapGet("/notes/{id:int}", NoteAsync).CacheOutput("Note");
        app.MapGet("/shelf", (Delegate)ShelfAsync).CacheOutput("Shelf");
        app.MapPut("/notes/{id:int}", PutAsync);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new NotesSite(app) { Gates = gates, Log = log };
    }

    public async Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Get, address, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<string> ReadAsync(string address) => Client.GetStringAsync(address, TestContext.Current.CancellationToken);

    /// <summary>What Cache-Status says.</summary>
    public async Task<string> StatusAsync(string address, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(address, headers);
        return Assert.Single(response.Headers.GetValues("Cache-Status"));
    }

    /// <summary>What lies in the first level for an address: looked at, not asked for.</summary>
    public CachedPage? InMemory(string address)
    {
        var request = new DefaultHttpContext { Request = { Method = HttpMethods.Get, Path = address } }.Request;
        return Services.GetRequiredService<PageShelf>().Find(KeyRules.PathOf(request), request);
    }

    /// <summary>Returns when the write has been acknowledged.</summary>
    public async Task WriteAsync(int note, string text)
    {
        using var response = await Client.PutAsync($"/notes/{note}", new StringContent(text), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Gates.OpenAll();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static void AddPolicies(OutputCacheOptions cache, Action<OutputCachePolicyBuilder> last)
    {
        cache.AddPolicy("Note", page => last(page.SetVaryByQuery([]).SetVaryByHost(false).Tag("note:{id}").Tag("notes-read")));
        cache.AddPolicy("Shelf", page => last(page.SetVaryByQuery([]).SetVaryByHost(false).Tag("shelf")));
    }

    private static async Task NoteAsync(int id, HttpContext context, NotesDatabase notes, Gates gates)
    {
        await gates.PassAsync("before read");
        var text = await notes.ReadAsync(id, context.RequestAborted);
        await gates.PassAsync("after read");
        gates.Rendered(context.Request.Path);
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Notes 1 and 2. Their tags are found here; the stock cache's tags must be as well.</summary>
    private static async Task ShelfAsync(HttpContext context, NotesDatabase notes, Gates gates)
    {
        await gates.PassAsync("before read");
        var tags = context.Features.Get<IOutputCacheFeature>()!.Context.Tags;
        var texts = new List<string>();
        foreach (var id in (int[])[1, 2])
        {
            texts.Add(await notes.ReadAsync(id, context.RequestAborted));
            tags.Add(string.Create(CultureInfo.InvariantCulture, $"note:{id}"));
        }

        await gates.PassAsync("after read");
        gates.Rendered(context.Request.Path);
        await context.Response.WriteAsync(string.Join(' ', texts), context.RequestAborted);
    }

    /// <summary>The stock cache is purged as its documentation says; ours needs no call.</summary>
    private static async Task<IResult> PutAsync(int id, HttpContext context, NotesDatabase notes, IOutputCacheStore store)
    {
        using var reader = new StreamReader(context.Request.Body);
        await notes.WriteAsync(id, await reader.ReadToEndAsync(context.RequestAborted));
        if (store.GetType().Assembly != typeof(Cookbook.Caching.OutputCachePurge).Assembly)
        {
            await store.EvictByTagAsync("note:{id}", context.RequestAborted);
            await store.EvictByTagAsync(string.Create(CultureInfo.InvariantCulture, $"note:{id}"), context.RequestAborted);
        }

        return TypedResults.NoContent();
    }
}

/// <summary>Points at which a render can be held, and a count of renders.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _closed = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly ConcurrentDictionary<string, int> _renders = new();

    /// <summary>From now on renders wait at <paramref name="point"/>: <c>before read</c>, <c>after read</c>.</summary>
    public void Close(string point)
    {
        _reached[point] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _closed[point] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Returns when a render waits there.</summary>
    public Task ReachedAsync(string point) => _reached[point].Task.WaitAsync(Eventually.Deadline);

    public void Open(string point)
    {
        if (_closed.TryRemove(point, out var gate))
        {
            gate.TrySetResult();
        }
    }

    /// <summary>Lets those through who come from now on; who waits there goes on waiting, for the result.</summary>
    public TaskCompletionSource Lift(string point)
    {
        Assert.True(_closed.TryRemove(point, out var gate), $"{point} is not closed.");
        return gate;
    }

    public void OpenAll()
    {
        foreach (var point in _closed.Keys)
        {
            Open(point);
        }
    }

    public int RendersOf(string address) => _renders.GetValueOrDefault(address);

    public void Rendered(string? address) => _renders.AddOrUpdate(address ?? "", 1, (_, count) => count + 1);

    public async Task PassAsync(string point)
    {
        if (_closed.TryGetValue(point, out var gate))
        {
            _reached[point].TrySetResult();
            await gate.Task;
        }
    }
}
