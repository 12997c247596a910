using Cookbook.Caching.Rendering;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Privacy;

/// <summary>
/// The actions of a controller and the handlers of a Razor page say what they read by what they bind. What the policy names is bound,
/// and nothing else.
/// </summary>
public sealed class BindingNothingPrivate(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Theory]
    [InlineData("/bound/query")]
    [InlineData("/bound/filter")]
    [InlineData("/bound/many/1")]
    [InlineData("/bound/header")]
    [InlineData("/bound/razor")]
    [InlineData("/bound/razor?handler=header")]
    public async Task What_the_policy_names_is_bound(string address)
    {
        await using var site = await StartAsync(named: true);

        Assert.Equal("[secret]", await AskAsync(site, address));
        Assert.Equal("[secret]", await AskAsync(site, address));
    }

    [Theory]
    [InlineData("/bound/query")]
    [InlineData("/bound/query?page=1")]
    [InlineData("/bound/filter")]
    [InlineData("/bound/many/1")]
    [InlineData("/bound/header")]
    [InlineData("/bound/razor")]
    [InlineData("/bound/razor?page=1")]
    [InlineData("/bound/razor?handler=header")]
    public async Task What_it_does_not_name_throws(string address)
    {
        await using var site = await StartAsync(named: false);

        Assert.Equal(nameof(UndeclaredReadException), await AskAsync(site, address));
    }

    [Theory]
    [InlineData("/bound/query")]
    [InlineData("/bound/query?page=1")]
    [InlineData("/bound/header")]
    [InlineData("/bound/razor")]
    [InlineData("/bound/razor?page=1")]
    [InlineData("/bound/razor?handler=header")]
    public async Task Where_nothing_throws_it_is_not_there(string address)
    {
        await using var site = await StartAsync(named: false, guard: false);

        Assert.Equal("[]", await AskAsync(site, address));
        Assert.Equal("[]", await AskAsync(site, address));
    }

    /// <summary>The counterpart: the stock cache gives everybody what was bound for one.</summary>
    [Theory]
    [InlineData("/bound/query")]
    [InlineData("/bound/header")]
    [InlineData("/bound/razor")]
    public async Task The_stock_cache_keeps_what_was_bound_for_one(string address)
    {
        await using var site = await StartAsync(named: false, stock: true);

        await AskAsync(site, address);

        Assert.Equal("[secret]", await site.ReadAsync(address));
    }

    private static async Task<string> AskAsync(NotesSite site, string address)
    {
        using var response = await site.GetAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}secret=secret", ("X-Secret", "secret"));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<NotesSite> StartAsync(bool named, bool stock = false, bool guard = true) => NotesSite.StartAsync(
        notes.Database,
        stock: stock,
        configure: services =>
        {
            services.AddControllers();
            services.AddRazorPages().ConfigureApplicationPartManager(parts =>
            {
                // Nothing of the real site.
                parts.ApplicationParts.Clear();
                parts.ApplicationParts.Add(new AssemblyPart(typeof(BoundController).Assembly));
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(BoundController).Assembly));
            });
            services.Configure<OutputCacheOptions>(cache => cache.AddPolicy("Bound", policy =>
            {
                policy.SetVaryByQuery(named ? ["page", "secret", "handler"] : ["page", "handler"]).SetVaryByHost(false);
                if (named)
                {
                    policy.SetVaryByHeader("X-Secret");
                }

                if (!stock)
                {
                    policy.Coherent();
                }
            }));
        },
        between: app => app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Pages.WriteAsync(context, context.Features.Get<IExceptionHandlerFeature>()!.Error.GetType().Name),
        }),
        map: app =>
        {
            app.MapControllers();
            app.MapRazorPages();
        },
        settings: ("OutputCaching:ThrowOnUndeclaredRead", guard ? "true" : "false"));
}
