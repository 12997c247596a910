using Cookbook.Web.Diagnostics;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>Everything that is known about one request.</summary>
internal sealed class DetailsModel(RequestLog log) : RecordPage(log)
{
    /// <summary>Looked at once, so that all that the page says agrees; null if there is no such request here.</summary>
    public RequestSnapshot? Seen { get; private set; }

    /// <summary>The request before it for the same address; null if none is kept.</summary>
    public RequestRecord? Before { get; private set; }

    /// <summary>The request whose render it waited for; null if it waited for none.</summary>
    public RequestRecord? Leader { get; private set; }

    public void OnGet()
    {
        if (Find() is { } record)
        {
            Seen = record.Look();
            Before = Requests.Before(record);
            Leader = Seen.Trace.Own?.Links.Select(Requests.InTrace).FirstOrDefault(leader => leader is not null);
        }
    }
}
