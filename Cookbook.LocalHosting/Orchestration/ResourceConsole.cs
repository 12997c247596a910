
namespace Cookbook.LocalHosting.Orchestration;

/// <summary>A line that a resource, or a replica of it, has written; with its colours.</summary>
internal sealed record ConsoleLine(IResource Resource, string ResourceId, string Text);

/// <summary>The terminal: each line behind the name of the resource that wrote it, in that resource's colour.</summary>
internal sealed class ResourceConsole(DistributedApplicationModel model, bool silent)
{
    private static readonly string[] Colours = ["36", "32", "33", "35", "34", "96", "92", "93", "95", "94"];

    private readonly int _width = model.Resources
        .Where(resource => resource.TryGetLastAnnotation<ProcessAnnotation>(out _))
        .Select(resource => resource.Name.Length)
        .DefaultIfEmpty(0).Max();

    public bool IsTerminal { get; } =
        !silent && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Somebody else who reads along, and keeps the colours.</summary>
    public event Action<ConsoleLine>? Written;

    /// <summary>Processes that would leave their colours out, because they do not see a terminal, are to have them.</summary>
    public bool WantsColours => IsTerminal || Written is not null;

    public void Write(IResource resource, string line) => Write(resource, resource.Name, line);

    /// <param name="resource">Whose line it is.</param>
    /// <param name="resourceId">Which of its replicas wrote it.</param>
    /// <param name="line">Perhaps with escape sequences for colours.</param>
    public void Write(IResource resource, string resourceId, string line)
    {
        Written?.Invoke(new ConsoleLine(resource, resourceId, line));
        if (silent)
        {
            return;
        }

        if (!IsTerminal)
        {
            line = EscapeSequences.Strip(line);
        }

        var name = resource.Name.PadRight(_width);
        if (IsTerminal)
        {
            name = $"\e[{Colours[model.Resources.IndexOf(resource) % Colours.Length]}m{name}\e[0m";
        }

        Console.WriteLine($"{name} | {line}");
    }

    public void Write(string line)
    {
        if (!silent)
        {
            Console.WriteLine(line);
        }
    }
}
