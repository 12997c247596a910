using System.Diagnostics;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// What a request has set going and nobody waits for. A refresh in the background begins a trace of its own, with a link to the request.
/// </summary>
internal static class Aside
{
    public static bool IsAside(this Activity activity) =>
        activity.ParentSpanId == default && activity.Kind == ActivityKind.Internal && activity.Links.Any();
}
