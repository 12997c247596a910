using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Cookbook.Benchmarks.Beside.BesideStartup))]

namespace Cookbook.Benchmarks.Beside;

/// <summary>
/// Addresses of the site's own server that the site does not have, before any of its middleware: <c>/beside/fixed/</c>,
/// <c>/beside/stock/</c>, <c>/beside/naive/</c>, <c>/beside/spent</c>. The site that is shipped knows nothing of it.
/// </summary>
internal sealed class BesideStartup : IHostingStartup
{
    /// <summary>Asks for them. Unasked this does nothing: a host whose program this assembly is finds it as well.</summary>
    public const string Switch = "COOKBOOK_BENCHMARKS_BESIDE";

    public void Configure(IWebHostBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
        {
            return;
        }

        builder.ConfigureServices(services =>
        {
            services.AddSingleton<FixedBytes>();
            services.AddTransient<IStartupFilter, Addresses>();
            services.Configure<MvcOptions>(mvc => mvc.Filters.Add<NaivePages>());
        });
    }

    private sealed class Addresses(FixedBytes bytes, IConfiguration configuration) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            var cached = StockCache.InFrontOf(bytes.AnswerAsync, configuration.GetConnectionString("cache"));
            app.Use(async (context, rest) =>
            {
                if (context.Request.Path.StartsWithSegments(FixedBytes.Prefix))
                {
                    await bytes.AnswerAsync(context);
                }
                else if (context.Request.Path.StartsWithSegments(StockCache.Prefix))
                {
                    await cached(context);
                }
                else if (context.Request.Path == Spent.Address)
                {
                    await Spent.AnswerAsync(context);
                }
                else
                {
                    NaivePages.Redirect(context);
                    await rest(context);
                }
            });
            next(app);
        };
    }
}
