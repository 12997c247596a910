namespace Cookbook.Tests;

/// <summary>
/// Tests that hold something against the clock or weigh memory: they come after all others, one at a time, for what others do meanwhile would be
/// measured too.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
