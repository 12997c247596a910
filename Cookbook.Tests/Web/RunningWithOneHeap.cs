using System.Text.Json.Nodes;

namespace Cookbook.Tests.Web;

public sealed class RunningWithOneHeap
{
    /// <summary>The SDK for web applications takes a heap for each core, and a property whose name is misspelt says nothing.</summary>
    [Fact]
    public void The_site_collects_garbage_with_one_heap_whatever_the_cores()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cookbook.Web.runtimeconfig.json")));

        Assert.False(settings!["runtimeOptions"]!["configProperties"]!["System.GC.Server"]!.GetValue<bool>());
    }
}
