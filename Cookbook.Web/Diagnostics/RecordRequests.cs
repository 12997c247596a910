using Cookbook.ServiceDefaults;
using Microsoft.AspNetCore.StaticAssets;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// Keeps a record of each request but those of probes, of files and of the toolbar itself; and tells the browser of whoever may see it what
/// the record is called, in the header <c>Server-Timing</c>, which scripts can read.
/// </summary>
internal sealed class RecordRequests(RequestDelegate next, RequestLog log, ToolbarAccess access)
{
    public const string Metric = "toolbar";

    private static readonly PathString[] NotRecorded = [ToolbarAccess.Address, "/toolbar.js", "/toolbar.css"];

    public Task InvokeAsync(HttpContext context)
    {
        if (IsRecorded(context.Request.Path))
        {
            var record = log.Begin(context.Request);
            context.Features.Set(record.Cache);
            context.Response.OnStarting(() => Tell(context, record));
            context.Response.OnCompleted(() => End(context, record));
        }

        return next(context);
    }

    private static bool IsRecorded(PathString asked)
    {
        foreach (var path in NotRecorded)
        {
            if (asked.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return !Probes.Is(asked);
    }

    private Task Tell(HttpContext context, RequestRecord record)
    {
        if (access.IsFor(context))
        {
            context.Response.Headers.Append("Server-Timing", $"{Metric};desc=\"{record.Id}\"");
        }

        return Task.CompletedTask;
    }

    /// <summary>By then all headers are there, also of a response without a body.</summary>
    private Task End(HttpContext context, RequestRecord record)
    {
        record.End(context.Response);
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            log.Keep(record);
        }
        else
        {
            log.Forget(record);
        }

        return Task.CompletedTask;
    }
}
