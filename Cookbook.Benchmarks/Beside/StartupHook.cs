using System.Runtime.Loader;
using Cookbook.Benchmarks.Beside;

/// <summary>
/// Lets the site's process find this assembly, which is not beside it, so that <see cref="BesideStartup"/> can be named there as a
/// hosting startup (https://learn.microsoft.com/dotnet/core/runtime-config/debugging-profiling#startup-hooks). The name and the missing
/// namespace are the runtime's.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var own = typeof(StartupHook).Assembly;
        AssemblyLoadContext.Default.Resolving += (_, wanted) => wanted.Name == own.GetName().Name ? own : null;
    }
}
