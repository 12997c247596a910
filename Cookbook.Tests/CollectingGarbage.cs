using System.Text.Json.Nodes;

namespace Cookbook.Tests;

/// <summary>
/// How a program uses memory is set when it is built, by properties and options whose names nobody checks: one that is misspelt says nothing.
/// So they are read from what the build has made.
/// </summary>
public sealed class CollectingGarbage
{
    /// <summary>A heap for each core, which the SDK for web applications takes, is more than the site is to have.</summary>
    [Theory]
    [InlineData("Cookbook.Web", "System.GC.Server", "false")]
    [InlineData("Cookbook.AppHost", "System.GC.Concurrent", "false")]
    public void A_program_has_no_heap_or_thread_of_the_collector_that_it_can_do_without(string program, string setting, string value) =>
        Assert.Equal(value, SettingOf(program, setting));

    [Theory]
    [InlineData("Cookbook.Web")]
    [InlineData("Cookbook.AppHost")]
    public void Its_youngest_generation_is_as_large_on_every_processor(string program) => Assert.Equal("16777216", SettingOf(program, "System.GC.Gen0MaxBudget"));

    [Theory]
    [InlineData("Cookbook.Web", "7")]
    [InlineData("Cookbook.AppHost", "9")]
    public void Holes_in_the_oldest_generation_are_closed(string program, string conserved) => Assert.Equal(conserved, SettingOf(program, "System.GC.ConserveMemory"));

    private static string? SettingOf(string program, string setting) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{program}.runtimeconfig.json")))!["runtimeOptions"]!["configProperties"]![setting]?.ToJsonString();
}
