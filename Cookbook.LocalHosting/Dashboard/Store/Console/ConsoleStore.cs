using Cookbook.LocalHosting.Orchestration;

namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <summary>What the resources write to the AppHost's terminal, each for itself.</summary>
internal sealed class ConsoleStore
{
    private readonly TextIntake _texts;
    private readonly SecretMask _mask;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, ResourceLines> _byId;

    public ConsoleStore(DistributedApplicationModel model, TextIntake texts, SecretMask mask, TimeProvider time)
    {
        _texts = texts;
        _mask = mask;
        _time = time;
        All = [.. model.Resources.SelectMany(resource => resource.GetReplicaIds().Select(id => new ResourceLines(resource, id)))];
        _byId = All.ToDictionary(lines => lines.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the AppHost.</summary>
    public IReadOnlyList<ResourceLines> All { get; }

    /// <summary>Any of them has a line more.</summary>
    public Changes Changes { get; } = new();

    /// <summary>What pages can watch, by the names that they use.</summary>
    public IEnumerable<KeyValuePair<string, Changes>> Subjects => All
        .Select(lines => KeyValuePair.Create(SubjectOf(lines), lines.Changes))
        .Append(KeyValuePair.Create("console", Changes));

    public static string SubjectOf(ResourceLines lines) => $"console:{lines.Id}";

    public ResourceLines? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public void Add(ConsoleLine line)
    {
        var text = WithoutSecrets(line.Text);
        var at = _time.GetUnixNanoseconds();
        if (Find(line.ResourceId) is { } own)
        {
            own.Add(at, text);
        }
        else
        {
            // Of the resource as a whole: each of its replicas has it.
            foreach (var lines in All.Where(lines => lines.Resource == line.Resource))
            {
                lines.Add(at, text);
            }
        }

        Changes.Announce();
    }

    private string WithoutSecrets(string line)
    {
        var text = _texts.TakeOnce(line);
        var plain = EscapeReader.Plain(text);

        // Colours in the middle of a secret would hide it from the mask, and the page, which makes tags of them, would show it.
        var masked = _mask.Apply(plain);
        return masked == plain ? text : masked;
    }
}
