using System.Runtime.InteropServices;
using Garnet;

// Garnet in a process of its own, so that its memory and its end are its own. Port and password come in the environment,
// because every user of the machine can read a command line.
var port = Environment.GetEnvironmentVariable("GARNET_PORT");
var password = Environment.GetEnvironmentVariable("GARNET_PASSWORD");
if (string.IsNullOrEmpty(port))
{
    await Console.Error.WriteLineAsync("GARNET_PORT is not set. The AppHost sets it; this program is not meant to be started by hand.");
    return 1;
}

string[] settings =
[
    "--bind", "127.0.0.1",
    "--port", port,
    "--memory", "256m",
    "--index", "16m",
    "--logger-level", "Warning",
    .. string.IsNullOrEmpty(password) ? Array.Empty<string>() : ["--auth", "Password", "--password", password],
];

// Its banner is for a person at a terminal; what keeps it from starting is thrown.
Console.SetOut(TextWriter.Null);
using var server = new GarnetServer(settings);
server.Start();

var ended = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await ended.Task;
return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.TrySetResult();
}
