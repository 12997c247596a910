using System.Text.Json;
using System.Xml.Linq;

namespace Cookbook.Benchmarks.Reports;

/// <summary>Where reports go: <c>artifacts/benchmarks</c> in the repository, unless told otherwise.</summary>
internal sealed class ReportFolder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private ReportFolder(string path) => Path = path;

    public string Path { get; }

    /// <param name="path">Null for the usual one.</param>
    /// <exception cref="InvalidOperationException">It cannot be made.</exception>
    public static ReportFolder Open(string? path)
    {
        try
        {
            return new ReportFolder(Directory.CreateDirectory(path ?? System.IO.Path.Combine(Repository.Root, "artifacts", "benchmarks")).FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"The reports cannot be written: {exception.Message}", exception);
        }
    }

    /// <param name="name">Without an extension.</param>
    /// <param name="markdown">For people.</param>
    /// <param name="report">For programs, as JSON.</param>
    /// <param name="chart">As SVG; null for none.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync<T>(string name, string markdown, T report, XDocument? chart, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Named(".md"), markdown, cancellationToken);
        await File.WriteAllTextAsync(Named(".json"), JsonSerializer.Serialize(report, Json), cancellationToken);
        if (chart is not null)
        {
            await File.WriteAllTextAsync(Named(".svg"), chart.ToString(), cancellationToken);
        }

        string Named(string extension) => System.IO.Path.Combine(Path, name + extension);
    }
}
