using System.Text.Json.Nodes;

namespace Cookbook.Tests.Web;

/// <summary>How the site uses memory is set when it is built, by properties and options whose names nobody checks: one that is misspelt says nothing.</summary>
public sealed class CollectingGarbage
{
    private static readonly JsonNode Settings =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cookbook.Web.runtimeconfig.json")))!["runtimeOptions"]!["configProperties"]!;

    /// <summary>The SDK for web applications takes a heap for each core.</summary>
    [Fact]
    public void The_site_has_one_heap_whatever_the_cores() => Assert.False(Settings["System.GC.Server"]!.GetValue<bool>());

    [Fact]
    public void Its_youngest_generation_is_as_large_on_every_processor() =>
        Assert.Equal(16 * 1024 * 1024, Settings["System.GC.Gen0MaxBudget"]!.GetValue<int>());

    [Fact]
    public void What_the_first_level_put_out_leaves_no_holes() => Assert.Equal(7, Settings["System.GC.ConserveMemory"]!.GetValue<int>());
}
