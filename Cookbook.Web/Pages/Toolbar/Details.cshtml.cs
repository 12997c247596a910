using Cookbook.Web.Diagnostics;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>Everything that is known about one request.</summary>
internal sealed class DetailsModel(RequestLog log) : RecordPage(log)
{
    /// <summary>The request before it for the same address; null if none is kept.</summary>
    public RequestRecord? Before { get; private set; }

    /// <summary>The request whose render it waited for; null if it waited for none.</summary>
    public RequestRecord? Leader { get; private set; }

    public void OnGet()
    {
        if (Find() is { } record)
        {
            Before = Requests.Before(record);
            Leader = record.Trace.Own?.Links.Select(Requests.InTrace).FirstOrDefault(leader => leader is not null);
        }
    }
}
