using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cookbook.Tests.Deploy;

/// <summary>deploy/azure, by the compiler itself: no error and no warning, and no template that hands out a secret.</summary>
public sealed class CompilingBicep
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "deploy", "azure");

    [Fact]
    public async Task Nothing_is_to_be_said_against_any_file()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        Assert.Equal((0, ""), await compiler.RunAsync("lint", "--pattern", "**/*.bicep"));
    }

    [Fact]
    public async Task What_the_linter_finds_is_an_error()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        compiler.Write("modules/careless.bicep", "param unused string\n");
        var (exitCode, said) = await compiler.RunAsync("lint", "--pattern", "**/*.bicep");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Error no-unused-params", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_the_linter_is_an_error()
    {
        var comments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "bicepconfig.json")), documentOptions: comments)!;
        var rules = config.At("analyzers.core.rules").AsObject();
        Assert.True(config.IsTrue("analyzers.core.enabled"));
        Assert.True(rules.Count >= 40, $"There are {rules.Count} rules.");
        Assert.All(rules, rule => Assert.Equal("error", rule.Value!.Text("level")));
    }

    [Fact]
    public async Task No_output_is_a_secret()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        var built = await compiler.BuildAsync();
        var templates = built.Values.SelectMany(template => template.WithDescendants()).OfType<JsonObject>()
            .Where(node => node.ContainsKey("$schema"))
            .ToList();
        Assert.NotEmpty(templates);
        Assert.All(templates, template =>
        {
            var secrets = Named(template, "parameters").Where(parameter => IsSecure(parameter.Value!)).Select(parameter => $"'{parameter.Key}'");
            Assert.All(Named(template, "outputs"), output =>
            {
                Assert.False(IsSecure(output.Value!), output.Key);
                var value = string.Join(' ', output.Value!.At("value").WithDescendants().OfType<JsonValue>());
                Assert.All(
                    (string[])["listKeys", "ConnectionString", "sharedKey", .. secrets],
                    secret => Assert.DoesNotContain(secret, value, StringComparison.OrdinalIgnoreCase));
            });
        });
    }

    [Fact]
    public async Task Passwords_are_secure_parameters_without_a_default()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        var template = (await compiler.BuildAsync())["main.bicep"];
        var passwords = Named(template, "parameters").Where(parameter => parameter.Key.EndsWith("Password", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, password =>
        {
            Assert.Equal("securestring", password.Value!.Text("type"));
            Assert.Null(password.Value!.Find("defaultValue"));

            // So that azd makes it up, once, and asks nobody.
            Assert.Equal("generate", password.Value!.Text("metadata.azd.type"));
        });
    }

    [Fact]
    public async Task Every_parameter_and_output_says_what_it_is()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        Assert.All((await compiler.BuildAsync()).Values, template => Assert.All(
            Named(template, "parameters").Concat(Named(template, "outputs")),
            said => Assert.InRange(said.Value!.Text("metadata.description").Length, 4, 400)));
    }

    [Fact]
    public async Task Azd_has_a_value_for_every_parameter_that_it_does_not_make_up()
    {
        AzurePlan.MustBeThere();
        using var compiler = new BicepCompiler();
        var parameters = Named((await compiler.BuildAsync())["main.bicep"], "parameters").ToDictionary();
        var values = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "main.parameters.json")))!.At("parameters").AsObject();
        var given = values.Select(value => value.Key).ToList();
        Assert.All(given, name => Assert.Contains(name, (IDictionary<string, JsonNode?>)parameters));
        var left = parameters.Where(parameter => !given.Contains(parameter.Key) && parameter.Value!.Find("defaultValue") is null);
        Assert.All(left, parameter => Assert.Equal("generate", parameter.Value!.Text("metadata.azd.type")));
    }

    /// <summary>Nothing is tried here that needs Azure; that the steps stand in their order is what can be seen.</summary>
    [Fact]
    public void A_release_migrates_before_it_deploys_the_site()
    {
        var script = File.ReadAllText(Path.Combine(Folder, "release.sh"));
        string[] steps = ["publish migrations", "deploy/azure/migrations.bicep", "containerapp job start", "Succeeded) break", "host=$(site"];
        var places = steps.Select(step => script.IndexOf(step, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("set -euo pipefail", script, StringComparison.Ordinal);

        var azd = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "deploy", "azure.yaml"));
        Assert.Contains("    run: ./deploy/azure/release.sh", azd);
        Assert.DoesNotContain("services:", azd);
    }

    private static JsonObject Named(JsonObject template, string members) =>
        template.TryGetPropertyValue(members, out var found) && found is JsonObject named ? named : [];

    private static bool IsSecure(JsonNode said) =>
        said["type"] is { } type && type.GetValue<string>().StartsWith("secure", StringComparison.OrdinalIgnoreCase);
}
