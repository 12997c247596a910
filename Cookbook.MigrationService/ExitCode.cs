namespace Cookbook.MigrationService;

internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Also that of a command line that cannot be understood.</summary>
    public const int Failed = 1;

    /// <summary>Ended by a signal before the work was done: 128 + SIGTERM, as a shell would say.</summary>
    public const int Stopped = 143;
}
