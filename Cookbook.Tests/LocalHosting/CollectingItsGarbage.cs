using System.Text.Json.Nodes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>How an AppHost uses memory is set when it is built: what it takes, the application has not.</summary>
public sealed class CollectingItsGarbage
{
    private static readonly JsonNode Settings =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cookbook.AppHost.runtimeconfig.json")))!["runtimeOptions"]!["configProperties"]!;

    [Fact]
    public void No_thread_collects_beside_the_others() => Assert.False(Settings["System.GC.Concurrent"]!.GetValue<bool>());

    [Fact]
    public void Its_youngest_generation_is_as_large_on_every_processor() =>
        Assert.Equal(16 * 1024 * 1024, Settings["System.GC.Gen0MaxBudget"]!.GetValue<int>());

    [Fact]
    public void Whatever_lies_in_pieces_is_moved_together() => Assert.Equal(9, Settings["System.GC.ConserveMemory"]!.GetValue<int>());
}
