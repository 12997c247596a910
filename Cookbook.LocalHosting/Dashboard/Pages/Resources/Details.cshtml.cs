using Microsoft.AspNetCore.Mvc;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>One resource, or one replica of it, in full.</summary>
internal sealed class DetailsModel(WatchedResources resources, ResourceCommandService commands, CommandOutcomes outcomes)
    : ResourceCommandsModel(resources, commands, outcomes)
{
    [FromRoute]
    public string Id { get; set; } = "";

    /// <summary>Null if there is none of that name.</summary>
    public WatchedResource? Found => Watched.Find(Id);

    public void OnGet() => Response.StatusCode = Found is null ? 404 : 200;
}
