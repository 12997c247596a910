namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>All resources, and what they need of each other.</summary>
internal sealed class IndexModel(WatchedResources resources, ResourceCommandService commands, CommandOutcomes outcomes)
    : ResourceCommandsModel(resources, commands, outcomes)
{
    public ResourceGraph Graph => ResourceGraph.Of(Watched.Model.Resources);
}
