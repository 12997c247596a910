namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>One dashboard of an application without resources, for tests that disturb nobody else's.</summary>
public sealed class CalmDashboard : IAsyncLifetime
{
    internal RunningDashboard Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => Running.DisposeAsync();
}
