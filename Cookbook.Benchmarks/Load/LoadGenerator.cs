namespace Cookbook.Benchmarks.Load;

/// <summary>What puts an address under load.</summary>
internal abstract class LoadGenerator
{
    /// <summary>At once under way.</summary>
    public const int Connections = 32;

    /// <summary>One line, for a report.</summary>
    public abstract string Description { get; }

    /// <param name="name">"wrk" or "own"; null for wrk where it is installed.</param>
    public static LoadGenerator Named(string? name) => name switch
    {
        Wrk.Name => Wrk.Installed(),
        OwnLoad.Name => new OwnLoad(),
        _ => InstalledProgram.Find(Wrk.Name) is { } program ? new Wrk(program) : new OwnLoad(),
    };

    /// <exception cref="InvalidOperationException">The server has answered with errors.</exception>
    public abstract Task<Measured> RunAsync(Uri address, TimeSpan time, string[] headers, CancellationToken cancellationToken);
}
