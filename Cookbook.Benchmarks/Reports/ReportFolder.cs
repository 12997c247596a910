using System.Text.Json;

namespace Cookbook.Benchmarks.Reports;

/// <summary>Where reports go: <c>artifacts/benchmarks</c> in the repository, unless told otherwise.</summary>
internal sealed class ReportFolder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private ReportFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>To be called before anything is measured: a run of an hour must not end with a folder that cannot be written to.</summary>
    /// <param name="path">Null for the usual one.</param>
    /// <exception cref="InvalidOperationException">It cannot be made, or nothing can be written to it.</exception>
    public static ReportFolder Open(string? path)
    {
        try
        {
            var folder = Directory.CreateDirectory(path ?? System.IO.Path.Combine(Repository.Root, "artifacts", "benchmarks")).FullName;
            using var trial = File.Create(System.IO.Path.Combine(folder, System.IO.Path.GetRandomFileName()), bufferSize: 1, FileOptions.DeleteOnClose);
            return new ReportFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException($"The reports cannot be written: {exception.Message}", exception);
        }
    }

    /// <param name="name">Of the files, without an extension.</param>
    /// <param name="outcome">What goes into them.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(string name, Outcome outcome, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Named(".md"), outcome.Markdown, cancellationToken);
        await File.WriteAllTextAsync(Named(".json"), JsonSerializer.Serialize(outcome.Data, Json), cancellationToken);
        if (outcome.Chart is not null)
        {
            await File.WriteAllTextAsync(Named(".svg"), outcome.Chart.ToString(), cancellationToken);
        }

        string Named(string extension) => System.IO.Path.Combine(Path, name + extension);
    }
}
