namespace Cookbook.Benchmarks.Requests;

/// <summary>One more site of the measured system.</summary>
/// <param name="Name">Of the resource.</param>
/// <param name="Variables">Of its environment: what it has otherwise than the system's own site.</param>
internal sealed record SiteBeside(string Name, params (string Name, string Value)[] Variables);
