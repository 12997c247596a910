using Cookbook.LocalHosting.Processes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>The AppHost from its start on new data until SIGTERM has ended it. Its data stay.</summary>
public sealed class EndedRun : IAsyncLifetime
{
    private readonly VolumesFolder _volumes = new();

    internal string Volumes => _volumes.Path;

    /// <summary>What ran, besides the AppHost, when it was up.</summary>
    internal IReadOnlySet<int> Processes { get; private set; } = new HashSet<int>();

    internal int ExitCode { get; private set; }

    internal string Output { get; private set; } = "";

    /// <summary>A server that is killed leaves its lock file behind.</summary>
    internal bool HasLeftALock { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var appHost = AppHostProcess.Start(Volumes);
        await appHost.IsUpAsync();
        Processes = appHost.Descendants();
        appHost.Send(Signal.Terminate);
        (ExitCode, Output) = (await appHost.ExitCodeAsync(), appHost.Output);
        HasLeftALock = Directory.GetFiles(Volumes, "postmaster.pid", SearchOption.AllDirectories).Length > 0;
    }

    public ValueTask DisposeAsync()
    {
        _volumes.Dispose();
        return ValueTask.CompletedTask;
    }
}
