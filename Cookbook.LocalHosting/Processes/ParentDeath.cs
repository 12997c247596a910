using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;

namespace Cookbook.LocalHosting.Processes;

/// <summary>
/// Makes a child end with this process, even when this process is killed. Linux sends the child a signal then (prctl(2),
/// PR_SET_PDEATHSIG), which setpriv of util-linux sets before it becomes the program; elsewhere on Unix a small shell stays between
/// and ends the program when its standard input, which this process holds open, ends. On Windows a <see cref="JobObject"/> does it.
/// </summary>
internal static class ParentDeath
{
    /// <summary>
    /// "Parent" means the thread that started the child, so a thread of the pool will not do: when the pool lets it go, the child
    /// would be killed. This one lasts as long as the process.
    /// </summary>
    private static readonly BlockingCollection<Action> Starts = Start();

    /// <summary>
    /// The shell's own standard input moves to descriptor 3; the program has none. Signals to the shell reach the program, also those
    /// that come while it is being started.
    /// </summary>
    internal const string Guard = """
        program= early=
        hand_on() { if [ -n "$program" ]; then kill -s "$1" "$program" 2>/dev/null; else early=$1; fi; }
        trap 'hand_on TERM' TERM
        trap 'hand_on INT' INT
        exec 3<&0
        "$@" </dev/null 3<&- &
        program=$!
        [ -z "$early" ] || hand_on "$early"
        { cat <&3 >/dev/null; kill -s KILL "$program"; } 2>/dev/null &
        watch=$!
        wait "$program" 2>/dev/null; code=$?
        while kill -0 "$program" 2>/dev/null; do wait "$program" 2>/dev/null; code=$?; done
        kill "$watch" 2>/dev/null
        exit "$code"
        """;

    private static readonly string? SetSid = OnPath("setsid");

    private static readonly string? SetPriv = OnPath("setpriv");

    private static bool HasSetPriv => OperatingSystem.IsLinux() && SetSid is not null && SetPriv is not null;

    public static Task RunOnLastingThreadAsync(Action start)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                // Not swallowed: it belongs to whoever asked.
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    /// <summary>The command line that starts the program in a session of its own (so that Ctrl+C reaches this process alone) and tied to this process.</summary>
    /// <param name="start">Gets the command line.</param>
    /// <param name="spec">The program.</param>
    /// <param name="needsInput">It reads its standard input and ends soon: where a shell would have to stand between, it does without.</param>
    public static void Prepare(ProcessStartInfo start, ProcessSpec spec, bool needsInput)
    {
        if (OperatingSystem.IsWindows() || (needsInput && spec.RunAs is null && !HasSetPriv))
        {
            start.FileName = spec.FileName;
            Add(start, spec.Arguments);
            return;
        }

        if (HasSetPriv)
        {
            start.FileName = SetSid!;
            Add(start, [SetPriv!, "--pdeathsig", Name(spec.ParentDeathSignal)]);
            if (spec.RunAs is { } user)
            {
                Add(start, [$"--reuid={Number(user.Id)}", $"--regid={Number(user.GroupId)}", "--clear-groups"]);
            }

            Add(start, ["--", spec.FileName, .. spec.Arguments]);
            return;
        }

        if (spec.RunAs is not null)
        {
            throw new DistributedApplicationException(
                $"{Path.GetFileName(spec.FileName)} must not run as root, and changing the user needs setsid and setpriv (package util-linux). Install it, or run as another user.");
        }

        start.FileName = "/bin/sh";
        Add(start, ["-c", Guard, "sh", spec.FileName, .. spec.Arguments]);
    }

    private static BlockingCollection<Action> Start()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "Child processes" }.Start();
        return starts;
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Append("/usr/bin").Append("/bin")
        .Select(folder => Programs.FindIn(folder, program))
        .FirstOrDefault(found => found is not null);

    private static void Add(ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }

    private static string Name(Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Terminate => "TERM",
        _ => "KILL",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
