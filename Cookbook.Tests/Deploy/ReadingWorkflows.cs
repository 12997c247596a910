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

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_is_pinned_by_its_commit(string file) =>
        Assert.All(
            Uses().Matches(File.ReadAllText(PathOf(file))).Select(match => match.Groups[1].Value),
            action => Assert.Matches("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}$", action));

    /// <summary>A run has no memory: what azd or the release reads comes from GitHub's environment, or is lost, or made up anew.</summary>
    [Fact]
    public void A_deployment_is_given_all_that_azd_and_the_release_read()
    {
        var azure = Path.Combine(AppContext.BaseDirectory, "deploy", "azure");
        var parameters = Setting().Matches(File.ReadAllText(Path.Combine(azure, "main.parameters.json")));
        var release = Setting().Matches(File.ReadAllText(Path.Combine(azure, "release.sh")));
        var read = parameters.Concat(release).Select(match => match.Value).Where(name => !name.EndsWith('_')).ToHashSet();
        var given = ((YamlMappingNode)Job("deploy.yml", "deploy").Children[new YamlScalarNode("env")]).Children
            .ToDictionary(setting => ComposeFile.Text(setting.Key), setting => ComposeFile.Text(setting.Value));

        Assert.Contains("COOKBOOK_POSTGRES_PASSWORD", read);
        Assert.All(read, name => Assert.Equal($"${{{{ {(name.EndsWith("_PASSWORD", StringComparison.Ordinal) ? "secrets" : "vars")}.{name} }}}}", given.GetValueOrDefault(name)));

        // Without these it would make another site of the one that is there: a small one, with passwords that nobody knows.
        var checks = Runs("deploy.yml", "deploy").First(run => !string.IsNullOrEmpty(run));
        Assert.All((string[])["COOKBOOK_SIZE", "COOKBOOK_POSTGRES_PASSWORD", "COOKBOOK_ADMIN_PASSWORD", "AZURE_ENV_NAME", "AZURE_LOCATION"], name => Assert.Contains(name, checks, StringComparison.Ordinal));
        Assert.Contains("exit 1", checks, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_pushed_is_what_was_listed_and_tried()
    {
        Assert.Contains(Runs("images.yml", "build"), run => run.Contains("-t:PublishContainer", StringComparison.Ordinal));
        Assert.DoesNotContain(Runs("images.yml", "push"), run => run.Contains("dotnet", StringComparison.Ordinal));
        Assert.Contains(Runs("images.yml", "push"), run => run.Contains("docker load --input", StringComparison.Ordinal) && run.Contains("docker push", StringComparison.Ordinal));
        var push = Job("images.yml", "push");
        Assert.Equal("build", ComposeFile.Text(push.Children[new YamlScalarNode("needs")]));
        var uses = Steps(push).Select(step => TextOf(step, "uses")).ToList();
        Assert.Contains(uses, action => action.StartsWith("actions/download-artifact@", StringComparison.Ordinal));
        Assert.Contains(uses, action => action.StartsWith("actions/attest-sbom@", StringComparison.Ordinal));
    }

    private static YamlMappingNode Job(string file, string job) =>
        (YamlMappingNode)((YamlMappingNode)Read(file).Children[new YamlScalarNode("jobs")]).Children[new YamlScalarNode(job)];

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job.Children[new YamlScalarNode("steps")]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Runs(string file, string job) => Steps(Job(file, job)).Select(step => TextOf(step, "run"));

    private static string TextOf(YamlMappingNode step, string name) => step.Children.TryGetValue(new YamlScalarNode(name), out var text) ? ComposeFile.Text(text) : "";

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "workflows", file);

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(PathOf(file));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    /// <summary>Outputs of what is provisioned are not given: azd has them by then.</summary>
    [GeneratedRegex("COOKBOOK_[A-Z_]+|AZURE_(ENV_NAME|LOCATION|SUBSCRIPTION_ID)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Uses();
}
