using YamlDotNet.RepresentationModel;

namespace Cookbook.Tests.Deploy;

/// <summary>deploy/compose/compose.yaml, with what each service takes from others (<c>&lt;&lt;</c>) put in its place.</summary>
internal sealed class ComposeFile
{
    private readonly YamlMappingNode _root;

    private ComposeFile(YamlMappingNode root) => _root = root;

    public IEnumerable<string> Services => Mapping(_root, "services").Children.Keys.Select(Text);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "deploy", "compose");

    public static ComposeFile Read()
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        yaml.Load(file);
        return new ComposeFile((YamlMappingNode)yaml.Documents.Single().RootNode);
    }

    /// <summary>A setting of a service; null where it has none.</summary>
    public YamlNode? Of(string service, params string[] path)
    {
        YamlNode? node = Mapping(Mapping(_root, "services"), service);
        foreach (var name in path)
        {
            node = node is YamlMappingNode mapping ? Find(mapping, name) : null;
        }

        return node;
    }

    public string? TextOf(string service, params string[] path) => Of(service, path) is YamlScalarNode scalar ? scalar.Value : null;

    /// <summary>A list's texts; of a list of mappings, or of a mapping, the keys.</summary>
    public IReadOnlyList<string> ListOf(string service, params string[] path) => Of(service, path) switch
    {
        YamlSequenceNode list => [.. list.Children.Select(Text)],
        YamlMappingNode mapping => [.. mapping.Children.Keys.Select(Text)],
        _ => [],
    };

    /// <summary>What is not a service: <c>networks</c>, <c>secrets</c>.</summary>
    public YamlMappingNode Top(string name) => Mapping(_root, name);

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static YamlMappingNode Mapping(YamlMappingNode node, string name) => (YamlMappingNode)node.Children[new YamlScalarNode(name)];

    private static YamlNode? Find(YamlMappingNode node, string name)
    {
        if (node.Children.TryGetValue(new YamlScalarNode(name), out var own))
        {
            return own;
        }

        return node.Children.TryGetValue(new YamlScalarNode("<<"), out var taken)
            ? Several(taken).Select(source => Find(source, name)).FirstOrDefault(found => found is not null)
            : null;
    }

    private static IEnumerable<YamlMappingNode> Several(YamlNode taken) =>
        taken is YamlMappingNode one ? [one] : ((YamlSequenceNode)taken).Children.OfType<YamlMappingNode>();
}
