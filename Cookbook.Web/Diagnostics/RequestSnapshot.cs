namespace Cookbook.Web.Diagnostics;

/// <summary>What was known of a request at one moment; so the totals are those of the spans that are listed, though more come in meanwhile.</summary>
internal sealed record RequestSnapshot(RequestRecord Request, RecordedTrace Trace, Totals Totals);
