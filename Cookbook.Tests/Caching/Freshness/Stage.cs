using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// One replica's pages, each render of which waits before it reads and before it answers, and its writes, which wait between commit and
/// answer; until the test lets them. <c>/route/{id}</c> has its tag from the route, <c>/found/{id}</c> finds it while it renders.
/// </summary>
internal sealed class Stage : IStartupFilter
{
    public const string Reader = "X-Reader";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _parked = new();
    private readonly Channel<Scene> _scenes = Channel.CreateUnbounded<Scene>();

    /// <summary>Whether renders wait.</summary>
    public bool Waits { get; set; }

    public TaskCompletionSource Committed { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource MayAnswer { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ExpectWrite() =>
        (Committed, MayAnswer) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Map(WebApplication site)
    {
        site.MapGet("/route/{id:int}", ShowAsync).CacheOutput("Note");
        site.MapGet("/found/{id:int}", ShowAsync).CacheOutput("Shelf");
        site.MapPut("/write/{id:int}", WriteAsync);
    }

    /// <summary>Tells when a reader's request has got as far as it gets by itself: no further before the test does something.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(inner => context =>
        {
            var answering = inner(context);
            if (context.Request.Headers.TryGetValue(Reader, out var reader))
            {
                ParkedAt(reader.ToString()).TrySetResult();
            }

            return answering;
        });
        next(app);
    };

    public async Task ParkedAsync(string reader)
    {
        await ParkedAt(reader).Task.WaitAsync(Eventually.Deadline);
        _parked.TryRemove(reader, out _);
    }

    /// <summary>A render that has begun and that nobody has taken in hand yet; null if there is none.</summary>
    public Scene? TryTake() => _scenes.Reader.TryRead(out var scene) ? scene : null;

    public async Task<Scene> TakeAsync(CancellationToken cancellationToken) => await _scenes.Reader.ReadAsync(cancellationToken);

    private TaskCompletionSource ParkedAt(string reader) =>
        _parked.GetOrAdd(reader, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task ShowAsync(int id, HttpContext context, NotesDatabase notes)
    {
        var scene = new Scene();
        if (Waits)
        {
            _scenes.Writer.TryWrite(scene);
            await scene.MayRead.Task;
        }

        var text = await notes.ReadAsync(id, CancellationToken.None);
        context.Features.Get<IOutputCacheFeature>()!.Context.Tags.Add(Tag(id));
        scene.HasRead.SetResult();
        if (Waits)
        {
            await scene.MayAnswer.Task;
        }

        await context.Response.WriteAsync(text, CancellationToken.None);
    }

    private async Task WriteAsync(int id, HttpContext context, NotesDatabase notes, IOutputCacheStore store)
    {
        using var reader = new StreamReader(context.Request.Body);
        await notes.WriteAsync(id, await reader.ReadToEndAsync(CancellationToken.None));
        Committed.SetResult();
        await MayAnswer.Task;
        if (store is SharedStore)
        {
            await store.EvictByTagAsync(Tag(id), CancellationToken.None);
        }
    }

    private static string Tag(int id) => string.Create(CultureInfo.InvariantCulture, $"note:{id}");

    /// <summary>A render.</summary>
    internal sealed class Scene
    {
        public TaskCompletionSource MayRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource HasRead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayAnswer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>For the stock output cache, a store that replicas share, as they share Redis.</summary>
internal sealed class SharedStore : IOutputCacheStore
{
    private readonly ConcurrentDictionary<string, (byte[] Page, string[] Tags)> _pages = new();

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        foreach (var (key, page) in _pages)
        {
            if (page.Tags.Contains(tag))
            {
                _pages.TryRemove(key, out _);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_pages.TryGetValue(key, out var page) ? page.Page : null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        _pages[key] = (value, tags ?? []);
        return ValueTask.CompletedTask;
    }
}
