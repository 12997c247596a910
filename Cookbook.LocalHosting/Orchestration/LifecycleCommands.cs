
namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Start, stop and restart, for every resource that is a process.</summary>
internal static class LifecycleCommands
{
    public static void AddTo(ResourceRunner runner)
    {
        if (!runner.Resource.TryGetLastAnnotation<ProcessAnnotation>(out _))
        {
            return;
        }

        Add(KnownResourceCommands.StartCommand, "Start", runner.Runs.StartAsync);
        Add(KnownResourceCommands.StopCommand, "Stop", runner.Runs.StopAsync);
        Add(KnownResourceCommands.RestartCommand, "Restart", runner.Runs.RestartAsync);

        void Add(string name, string displayName, Func<CancellationToken, Task> act) =>
            runner.Resource.Annotations.Add(new ResourceCommandAnnotation(name, displayName, async context =>
            {
                await act(context.CancellationToken);
                return CommandResults.Success();
            }, CommandOptions.Default));
    }
}
