using System.Text.Json.Nodes;

namespace Cookbook.Tests.Deploy;

/// <summary>Steps into JSON with dots between them: <c>properties.network.publicNetworkAccess</c>.</summary>
internal static class JsonPath
{
    public static JsonNode? Find(this JsonNode node, string path) => path.Split('.').Aggregate((JsonNode?)node, (found, step) => found?[step]);

    public static JsonNode At(this JsonNode node, string path)
    {
        var found = node.Find(path);
        Assert.True(found is not null, $"There is no {path} in {node.ToJsonString()}");
        return found;
    }

    public static string Text(this JsonNode node, string path) => node.At(path).GetValue<string>();

    public static int Number(this JsonNode node, string path) => node.At(path).GetValue<int>();

    public static bool IsTrue(this JsonNode node, string path) => node.At(path).GetValue<bool>();

    public static IEnumerable<JsonNode> Items(this JsonNode node, string path) => node.At(path).AsArray().Select(item => item!);

    /// <summary>It, and everything in it.</summary>
    public static IEnumerable<JsonNode> WithDescendants(this JsonNode node)
    {
        var children = node switch
        {
            JsonObject named => named.Select(member => member.Value).OfType<JsonNode>(),
            JsonArray listed => listed.OfType<JsonNode>(),
            _ => [],
        };
        return children.SelectMany(WithDescendants).Prepend(node);
    }
}
