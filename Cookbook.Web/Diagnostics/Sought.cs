namespace Cookbook.Web.Diagnostics;

/// <summary>The request that an address names.</summary>
/// <param name="Record">Null if it is not here.</param>
/// <param name="Problem">Then: why, and what to do; in whole sentences.</param>
/// <param name="IsElsewhere">Then: another replica may have it.</param>
internal sealed record Sought(RequestRecord? Record, string Problem = "", bool IsElsewhere = false)
{
    public static Sought In(RequestLog log, string? id)
    {
        if (RequestId.Parse(id) is not { } parsed)
        {
            return new Sought(null, "That is not the name of a request. Choose one from the list.");
        }

        if (parsed.Replica != log.Replica.Name)
        {
            return new Sought(
                null,
                $"The replica {parsed.Replica} answered that request; this is {log.Replica.Name}, which knows its own only. Load this page again: the next answer may come from there.",
                IsElsewhere: true);
        }

        return log.Find(parsed) is { } record
            ? new Sought(record)
            : new Sought(null, $"This replica has no such request. It keeps the last {RequestLog.Most}, and none over a restart.");
    }
}
