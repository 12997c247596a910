using System.Collections.ObjectModel;
using System.Diagnostics;

namespace Cookbook.Tests.Web;

/// <summary>What the in-memory exporter of a site has received; the exporter writes while a test reads.</summary>
internal sealed class SpanLog : Collection<Activity>
{
    private readonly Lock _lock = new();

    /// <summary>As many as there are by now, in the order of their ends.</summary>
    public List<Activity> All
    {
        get
        {
            lock (_lock)
            {
                return [.. Items];
            }
        }
    }

    /// <summary>The spans of one trace, in the order of their ends.</summary>
    public List<Activity> Of(ActivityTraceId trace)
    {
        lock (_lock)
        {
            return [.. Items.Where(span => span.TraceId == trace)];
        }
    }

    protected override void InsertItem(int index, Activity item)
    {
        lock (_lock)
        {
            base.InsertItem(Count, item);
        }
    }
}
