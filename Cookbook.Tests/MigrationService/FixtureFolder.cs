namespace Cookbook.Tests.MigrationService;

/// <summary>A folder of its own for a test's files.</summary>
internal sealed class FixtureFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-fixtures-");
    private int _files;

    public string Path => _folder.FullName;

    /// <summary>The new file's path.</summary>
    public string Write(string json)
    {
        var path = System.IO.Path.Combine(Path, $"fixture{++_files}.json");
        File.WriteAllText(path, json);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
