using System.Net;
using System.Security.Claims;
using Cookbook.Caching.Rendering;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Privacy;

/// <summary>A render sees what its policy names and nothing else of the visitor who happened to come first.</summary>
public sealed class RenderingApart(CalmNotes notes) : IClassFixture<CalmNotes>
{
    private static readonly Dictionary<string, Func<HttpContext, object?>> Reads = new()
    {
        ["a header"] = context => context.Request.Headers["X-Secret"],
        ["a known header"] = context => context.Request.Headers.UserAgent,
        ["a header by asking for it"] = context => context.Request.Headers.TryGetValue("X-Secret", out var value) ? value : default,
        ["whether a header is there"] = context => context.Request.Headers.ContainsKey("X-Secret") ? "secret" : null,
        ["the cookies"] = context => context.Request.Cookies["secret"],
        ["the header of the cookies"] = context => context.Request.Headers.Cookie,
        ["a query key"] = context => context.Request.Query["secret"],
        ["the user"] = context => context.User.Identity?.Name,
        ["the language"] = context => context.Request.GetTypedHeaders().AcceptLanguage.FirstOrDefault()?.Value.Value,
    };

    private static readonly AsyncLocal<string?> Flowing = new();

    public static TheoryData<string> AllReads => [.. Reads.Keys];

    [Theory]
    [MemberData(nameof(AllReads))]
    public async Task What_is_not_declared_is_not_there(string read)
    {
        await using var site = await StartAsync(Reads[read], guard: false);

        Assert.DoesNotContain("secret", await AskAsync(site), StringComparison.Ordinal);
        Assert.Contains("detail=l1", await site.StatusAsync("/page"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllReads))]
    public async Task To_read_it_throws_where_that_is_asked_for(string read)
    {
        await using var site = await StartAsync(Reads[read], guard: true);

        using var response = await site.GetAsync("/page");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(nameof(UndeclaredReadException), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(AllReads))]
    public async Task The_stock_cache_keeps_it_for_everybody(string read)
    {
        await using var site = await StartAsync(Reads[read], guard: false, stock: true);

        await AskAsync(site);
        Assert.Contains("secret", await site.ReadAsync("/page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_binding_reads_it_no_more_than_the_page_does()
    {
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            between: app => app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = TellAsync }),
            map: app =>
            {
                Map("/query", (string? secret) => $"[{secret}]");
                Map("/header", ([FromHeader(Name = "X-Secret")] string? secret) => $"[{secret}]");
                Map("/user", (ClaimsPrincipal user) => $"[{user.Identity?.Name}]");

                void Map(string address, Delegate page) => app.MapGet(address, page).CacheOutput(
                    policy => policy.SetVaryByQuery([]).SetVaryByHost(false).Coherent());
            });

        foreach (var address in (string[])["/query", "/header", "/user"])
        {
            using var response = await site.GetAsync($"{address}?secret=secret", ("X-Secret", "secret"));
            Assert.Equal(nameof(UndeclaredReadException), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_render_has_a_context_a_scope_and_a_flow_of_its_own()
    {
        var (disposed, seen, visitor) = (0, "", "");
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            configure: services =>
            {
                services.AddHttpContextAccessor();
                services.AddScoped(_ => new Scoped(() => Interlocked.Increment(ref disposed)));
            },
            outside: app => app.Use(async (HttpContext context, RequestDelegate next) =>
            {
                Flowing.Value = "the visitor's";
                await next(context);
                visitor = ReferenceEquals(context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext, context) ? Flowing.Value : "lost";
            }),
            map: app => app.MapPage("/page", async context =>
            {
                context.RequestServices.GetRequiredService<Scoped>();
                await Task.Yield();
                seen = $"{ReferenceEquals(context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext, context)} {Flowing.Value ?? "nothing"}";
                await Pages.WriteAsync(context, "text");
            }));

        await site.ReadAsync("/page");

        Assert.Equal("True nothing", seen);
        Assert.Equal(1, disposed);
        await Eventually.IsTrue("the visitor's request is over", () => visitor.Length > 0);
        Assert.Equal("the visitor's", visitor);
    }

    private static async Task<string> AskAsync(NotesSite site)
    {
        using var response = await site.GetAsync("/page?secret=secret", ("X-Secret", "secret"), ("User-Agent", "secret"), ("Accept-Language", "secret"), ("Cookie", "harmless=1; harmlesssecret=secret; secret=secret"));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Task TellAsync(HttpContext context) =>
        Pages.WriteAsync(context, context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()!.Error.GetType().Name);

    private Task<NotesSite> StartAsync(Func<HttpContext, object?> read, bool guard, bool stock = false) => NotesSite.StartAsync(
        notes.Database,
        stock: stock,
        between: app =>
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = TellAsync });
            if (stock)
            {
                // Known to the page, though not to the cache, which stands outside.
                app.Use(static (HttpContext context, RequestDelegate next) =>
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "secret")]));
                    return next(context);
                });
            }
        },
        map: app => app.MapPage("/page", context => Pages.WriteAsync(context, $"[{read(context)}]")),
        settings: [("OutputCaching:ThrowOnUndeclaredRead", guard ? "true" : "false"), ("OutputCaching:HarmlessCookies:0", "harmless"), ("OutputCaching:HarmlessCookies:1", "secret")]);

    private sealed class Scoped(Action disposed) : IDisposable
    {
        public void Dispose() => disposed();
    }
}
