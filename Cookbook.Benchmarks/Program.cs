using System.Runtime.InteropServices;
using Aspire.Hosting;
using CliWrap.Exceptions;
using Cookbook.Benchmarks;

var (mode, options, problem) = Modes.Read(args);
if (mode is null)
{
    await Console.Error.WriteLineAsync($"{problem}\n{Modes.Usage}");
    return 2;
}

using var end = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

// What is measured goes to the standard output, and nothing else: the AppHost announces itself there too.
var output = Console.Out;
Console.SetOut(Console.Error);
try
{
    return await mode.RunAsync(options, output, end.Token);
}
catch (Exception) when (end.IsCancellationRequested)
{
    // Whatever was under way when it was interrupted says so in its own way.
    return 130;
}
catch (Exception exception) when (exception is InvalidOperationException or DistributedApplicationException or CliWrapException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}
