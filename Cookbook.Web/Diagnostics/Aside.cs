using System.Diagnostics;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// What a request has set going apart from itself: a refresh in the background, a question of the inspector. It begins a trace of its own,
/// with a link to the request.
/// </summary>
internal static class Aside
{
    public static bool IsAside(this Activity activity) =>
        activity.ParentSpanId == default && activity.Kind == ActivityKind.Internal && activity.Links.Any();
}
