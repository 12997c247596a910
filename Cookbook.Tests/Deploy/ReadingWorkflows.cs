using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Cookbook.Tests.Deploy;

/// <summary>What GitHub runs for this repository may no more than it needs, and is what was looked at.</summary>
public sealed partial class ReadingWorkflows
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.yml").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_says_what_it_may_and_that_is_to_read(string file)
    {
        var root = Read(file);

        // A job that may more says so itself.
        var permissions = (YamlMappingNode)root.Children[new YamlScalarNode("permissions")];
        Assert.All(permissions.Children, permission => Assert.Equal(("contents", "read"), (ComposeFile.Text(permission.Key), ComposeFile.Text(permission.Value))));
    }

    /// <summary>Microsoft's action for azd is the one whose commit nobody has looked up yet.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_by_its_commit(string file) =>
        Assert.All(
            Uses().Matches(File.ReadAllText(PathOf(file))).Select(match => match.Groups[1].Value).Where(action => action != "Azure/setup-azd@v2"),
            action => Assert.Matches("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}$", action));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "workflows", file);

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(PathOf(file));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Uses();
}
