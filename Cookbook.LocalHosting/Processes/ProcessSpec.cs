namespace Cookbook.LocalHosting.Processes;

/// <summary>A process to start.</summary>
/// <param name="FileName">Absolute path of the program.</param>
internal sealed record ProcessSpec(string FileName)
{
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the variables of this process; a null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }

    /// <summary>Null for the present user. Another one is for root only.</summary>
    public UnixUser? RunAs { get; init; }

    /// <summary>Asks the process to end.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>What Linux sends to the process when this one dies, however it dies.</summary>
    public Signal ParentDeathSignal { get; init; } = Signal.Kill;
}

/// <summary>POSIX signals, by their numbers on Linux and macOS.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
