using Cookbook.Caching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A page at <c>/page</c> that does what the test says; its tag is <c>page</c>.</summary>
internal sealed class TestPage
{
    private int _tries;

    public const string Address = "/page";

    /// <summary>What the next render does.</summary>
    public Func<HttpContext, Task> Does { get; set; } = context => context.Response.WriteAsync("page");

    /// <summary>Renders begun.</summary>
    public int Tries => Volatile.Read(ref _tries);

    public void Map(WebApplication app) => app.MapGet(Address, RenderAsync).CacheOutput(page => page.SetVaryByQuery([]).SetVaryByHost(false).Tag("page").Coherent());

    public void MapToStock(WebApplication app) => app.MapGet(Address, RenderAsync).CacheOutput(page => page.SetVaryByQuery([]).SetVaryByHost(false).Tag("page"));

    public void Says(string text) => Does = context => context.Response.WriteAsync(text, context.RequestAborted);

    public void Fails() => Does = _ => throw new InvalidOperationException("The oven is cold.");

    /// <summary>As a write that touches the page's tag would.</summary>
    public static Task MakeStaleAsync(NotesSite site) =>
        site.Services.GetRequiredService<OutputCachePurge>().TagsAsync(["page"], TestContext.Current.CancellationToken);

    private Task RenderAsync(HttpContext context)
    {
        Interlocked.Increment(ref _tries);
        return Does(context);
    }
}
