using System.Text.Json.Nodes;

namespace Cookbook.Tests.Deploy;

/// <summary>All that would be in Azure, for each size: what lasts, and what a release adds.</summary>
public sealed class AzurePlan : IAsyncLifetime
{
    internal const string Domain = "www.cookbook.example";

    private readonly Dictionary<string, List<JsonNode>> _resources = [];

    public async ValueTask InitializeAsync()
    {
        if (!BicepCompiler.IsThere)
        {
            return;
        }

        using var compiler = new BicepCompiler();
        foreach (var size in (string[])["small", "production"])
        {
            compiler.Write("release-site.bicepparam", $"using 'site.bicep'\nparam image = 'registry.example/web@sha256:1'\nparam size = '{size}'\n");
            compiler.Write("release-migrations.bicepparam", "using 'migrations.bicep'\nparam image = 'registry.example/migrations@sha256:1'\n");
            _resources[size] =
            [
                .. await ResourcesAsync(compiler, $"{size}.bicepparam", "--location", "westeurope"),
                .. await ResourcesAsync(compiler, "release-migrations.bicepparam", "--resource-group", "cookbook"),
                .. await ResourcesAsync(compiler, "release-site.bicepparam", "--resource-group", "cookbook"),
            ];
        }

        var restored = compiler.Read("small.bicepparam").Replace("readEnvironmentVariable('COOKBOOK_POSTGRES_SERVER', '')", "'cookbook-restored'", StringComparison.Ordinal);
        compiler.Write("restored.bicepparam", restored);
        _resources["restored"] = await ResourcesAsync(compiler, "restored.bicepparam", "--location", "westeurope");

        var named = $"using 'site.bicep'\nparam image = 'registry.example/web@sha256:1'\nparam size = 'small'\nparam domain = '{Domain}'\nparam cacheVersion = 2\n";
        compiler.Write("named.bicepparam", named);
        _resources["named"] = await ResourcesAsync(compiler, "named.bicepparam", "--resource-group", "cookbook");
        compiler.Write("certified.bicepparam", $"{named}param certificateId = '/the/certificate'\n");
        _resources["certified"] = await ResourcesAsync(compiler, "certified.bicepparam", "--resource-group", "cookbook");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="plan">
    /// <c>small</c>, <c>production</c>; <c>restored</c>, with another database server; the site alone with a name of its own: <c>named</c>, and with a certificate: <c>certified</c>.
    /// </param>
    internal List<JsonNode> Resources(string plan)
    {
        MustBeThere();
        return _resources[plan];
    }

    internal IEnumerable<JsonNode> Resources(string plan, string type) => Resources(plan).Where(resource => resource.Text("type") == type);

    internal JsonNode The(string plan, string type) => Assert.Single(Resources(plan, type));

    /// <summary>What lies in the vault, as the expression that makes it.</summary>
    internal string Secret(string plan, string name) => Assert.Single(
        Resources(plan, "Microsoft.KeyVault/vaults/secrets"),
        secret => secret.Text("name").EndsWith($"/{name}", StringComparison.Ordinal)).Text("properties.value");

    internal static void MustBeThere() => Assert.SkipUnless(BicepCompiler.IsThere, "The Bicep compiler's package is for Linux on x64.");

    private static async Task<List<JsonNode>> ResourcesAsync(BicepCompiler compiler, string parameters, params string[] scope)
    {
        var plan = await compiler.PlanAsync(parameters, scope);
        Assert.Empty(plan["diagnostics"]!.AsArray());
        return [.. plan["predictedResources"]!.AsArray().Select(resource => resource!)];
    }
}
