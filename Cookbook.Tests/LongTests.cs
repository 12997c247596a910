namespace Cookbook.Tests;

/// <summary>What is run only on demand: <c>COOKBOOK_LONG_TESTS=1</c>.</summary>
internal static class LongTests
{
    public static bool AreOn { get; } = Environment.GetEnvironmentVariable("COOKBOOK_LONG_TESTS") == "1";
}
