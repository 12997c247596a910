using System.Diagnostics;
using System.Text;

namespace Cookbook.LocalHosting.Processes;

/// <summary>A process of the application. It has no terminal, leads a session of its own, and does not outlive its parent.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int RememberedLines = 20;

    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private readonly Queue<string> _lastLines = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(ProcessSpec spec, Process process, Action<string> onLine)
    {
        _spec = spec;
        _process = process;
        process.OutputDataReceived += (_, received) => Take(received.Data, onLine);
        process.ErrorDataReceived += (_, received) => Take(received.Data, onLine);
    }

    public int Id { get; private set; }

    /// <summary>The exit code, once the process has ended and all of its output has been read. 128 + n for an end by signal n.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>The end of what the process wrote, for a message about its end.</summary>
    public string LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join(Environment.NewLine, _lastLines);
            }
        }
    }

    /// <param name="spec">What to start.</param>
    /// <param name="onLine">Called for each line of output, one at a time.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    public static Task<ChildProcess> StartAsync(ProcessSpec spec, Action<string> onLine) => StartAsync(spec, onLine, needsInput: false);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program has been ended.</exception>
    public static async Task<(int ExitCode, string LastLines)> RunAsync(ProcessSpec spec, string? input, CancellationToken cancellationToken)
    {
        using var child = await StartAsync(spec, _ => { }, needsInput: true);
        try
        {
            if (input is not null)
            {
                await child._process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            }

            child._process.StandardInput.Close();
            return (await child.Exited.WaitAsync(cancellationToken), child.LastLines);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }
    }

    /// <summary>Asks the process to end, and makes it end if it has not after <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else
        {
            Native.Send(Id, _spec.StopSignal);
        }

        try
        {
            await Exited.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    public void Kill()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }
        else if (!Native.Send(-Id, Signal.Kill))
        {
            // It leads a group, so that its own children end too; but in its first moment it does not yet.
            Native.Send(Id, Signal.Kill);
        }
    }

    public void Dispose() => _process.Dispose();

    private static async Task<ChildProcess> StartAsync(ProcessSpec spec, Action<string> onLine, bool needsInput)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        ParentDeath.Prepare(start, spec, needsInput);
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(spec, new Process { StartInfo = start }, onLine);
        await ParentDeath.RunOnLastingThreadAsync(() => child._process.Start());
        if (OperatingSystem.IsWindows())
        {
            JobObject.Add(child._process.Handle);
        }

        child.Begin();
        return child;
    }

    private void Begin()
    {
        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = CompleteAsync();
    }

    private async Task CompleteAsync()
    {
        await _process.WaitForExitAsync();
        _exited.SetResult(_process.ExitCode);
    }

    private void Take(string? line, Action<string> onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > RememberedLines)
            {
                _lastLines.Dequeue();
            }

            onLine(line);
        }
    }
}
