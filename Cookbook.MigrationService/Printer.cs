namespace Cookbook.MigrationService;

/// <summary>Where the worker tells a person what it did; the same facts go to the logs as values.</summary>
internal sealed class Printer(TextWriter output)
{
    public Task LineAsync(string line) => output.WriteLineAsync(line);
}
