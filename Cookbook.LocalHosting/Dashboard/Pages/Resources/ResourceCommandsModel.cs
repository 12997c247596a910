using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>What both pages can do: give a resource one of its commands.</summary>
internal abstract class ResourceCommandsModel(WatchedResources resources, ResourceCommandService commands, CommandOutcomes outcomes) : PageModel
{
    private static readonly string[] OfTheStopped = [KnownResourceCommands.StartCommand];

    public WatchedResources Watched { get; } = resources;

    /// <summary>Of the command that was given last from this page.</summary>
    [FromQuery(Name = "outcome")]
    [BindProperty(SupportsGet = true)]
    public string? OutcomeNumber { get; set; }

    public CommandOutcome? Outcome => outcomes.Find(OutcomeNumber);

    public async Task<IActionResult> OnPostAsync([FromForm] string? resource, [FromForm] string? command, CancellationToken cancellationToken)
    {
        var known = Watched.Model.Resources.FirstOrDefault(other => string.Equals(other.Name, resource, StringComparison.OrdinalIgnoreCase));
        var annotation = known?.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(other => other.Name == command);
        if (known is null || annotation is null)
        {
            return Told(new CommandOutcome(false, known is null ? $"There is no resource “{resource}”." : $"{known.Name} has no command “{command}”."));
        }

        var result = await commands.ExecuteCommandAsync(known, annotation.Name, cancellationToken);
        return Told(result.Success
            ? new CommandOutcome(true, $"{known.Name}: {annotation.DisplayName}, done.")
            : new CommandOutcome(false, $"{known.Name}: {annotation.DisplayName} failed. {Watched.Mask.Apply(result.ErrorMessage ?? "")}"));
    }

    /// <summary>The commands that make sense now: one does not start what runs.</summary>
    public static IEnumerable<(ResourceCommandAnnotation Command, bool IsEnabled)> CommandsOf(WatchedResource resource) => resource.Resource.Annotations
        .OfType<ResourceCommandAnnotation>()
        .OrderBy(command => command.Name.StartsWith("resource-", StringComparison.Ordinal))
        .Select(command => (command, OfTheStopped.Contains(command.Name) ? !IsUnderWay(resource) : IsUnderWay(resource)));

    /// <summary>Those that people open by their names, and where servers listen.</summary>
    public static IEnumerable<(string Name, string Address)> AddressesOf(WatchedResource resource) => resource.Snapshot.Urls is { IsDefaultOrEmpty: false } urls
        ? urls.Select(url => (url.DisplayText.Length > 0 ? url.DisplayText : url.Name ?? "address", url.Url))
        : resource.Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.AllocatedEndpoint is not null)
            .Select(endpoint => (endpoint.Name, $"{endpoint.AllocatedEndpoint!.Address}:{endpoint.AllocatedEndpoint.Port}"));

    /// <summary>The program and its number.</summary>
    public IEnumerable<(string Name, string Value)> PropertiesOf(WatchedResource resource) => resource.Snapshot.Properties.Select(property => (
        property.Name switch { "executable.path" => "Program", "executable.pid" => "Process", var name => name },
        Watched.Mask.Apply(Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "")));

    public static long Nanoseconds(DateTime at) => (at.ToUniversalTime() - DateTime.UnixEpoch).Ticks * 100;

    private static bool IsUnderWay(WatchedResource resource) => !KnownResourceStates.TerminalStates.Contains(resource.State)
        && resource.State != KnownResourceStates.NotStarted;

    private RedirectResult Told(CommandOutcome outcome) => Redirect($"{Request.Path}?outcome={outcomes.Add(outcome)}");
}
