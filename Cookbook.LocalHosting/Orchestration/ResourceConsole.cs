
namespace Cookbook.LocalHosting.Orchestration;

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

    public void Write(IResource resource, string line)
    {
        if (silent)
        {
            return;
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
