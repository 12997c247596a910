using Cookbook.LocalHosting.Dashboard.Store.Console;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>Who writes, and what was written last.</summary>
internal sealed class IndexModel(ConsoleStore store, WatchedResources resources) : PageModel
{
    public IEnumerable<(ResourceLines Resource, string State, KeptLine? Last)> Resources => Writing(store).Select(lines => (
        lines,
        resources.Find(lines.Id)?.State ?? KnownResourceStates.NotStarted,
        lines.After(lines.Written - 1) is [.., var last] ? last : (KeptLine?)null));

    /// <summary>Those with a process, and those about which the orchestrator has said something.</summary>
    public static IEnumerable<ResourceLines> Writing(ConsoleStore store) => store.All
        .Where(lines => lines.Written > 0 || lines.Resource.TryGetLastAnnotation<ProcessAnnotation>(out _));
}
