using Cookbook.Data;
using Cookbook.Web.Accounts;
using Cookbook.Web.Pages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Cookbook.Web.Diagnostics;

internal static class ToolbarExtensions
{
    private const string Folder = "/Toolbar";

    /// <summary>The debug toolbar, where it is on; otherwise nothing, and its addresses lead nowhere.</summary>
    public static WebApplicationBuilder AddToolbar(this WebApplicationBuilder builder)
    {
        var isOn = builder.Configuration.GetSection(ToolbarOptions.Section).Get<ToolbarOptions>()?.Enabled ?? builder.Environment.IsDevelopment();
        builder.Services.Configure<RazorPagesOptions>(pages =>
        {
            if (!isOn)
            {
                pages.Conventions.AddFolderRouteModelConvention(Folder, page => page.Selectors.Clear());
            }
            else if (!builder.Environment.IsDevelopment())
            {
                pages.Conventions.AuthorizeFolder(Folder, Permissions.Debug);
            }

            pages.Conventions.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new KeptByNobody()));
        });
        if (isOn)
        {
            builder.Services.AddRecording();
        }

        return builder;
    }

    /// <summary>In front of the cache: what lies in the cache knows nothing of it.</summary>
    public static IApplicationBuilder UseToolbar(this WebApplication app) =>
        app.Services.GetService<RequestLog>() is null ? app : app.UseMiddleware<RecordRequests>().UseMiddleware<ShowOnPages>();

    private static void AddRecording(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Replica.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<RequestLog>();
        services.AddSingleton<ToolbarAccess>();
        services.AddSingleton<RecordSpans>();
        services.AddSingleton<RecordLines>();
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor<RecordSpans>());
        services.ConfigureOpenTelemetryLoggerProvider(logging => logging.AddProcessor<RecordLines>());
        services.ConfigureDbContext<CookbookDbContext>(options => options.UseNpgsql(npgsql => npgsql.ConfigureDataSource(RecordCommands.Configure)));
    }
}
