namespace Cookbook.Benchmarks;

internal static class Repository
{
    /// <summary>The folder of Cookbook.sln; where the program is not in one of its subfolders, the current folder.</summary>
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory)) ?? Environment.CurrentDirectory;

    private static string? Above(DirectoryInfo? folder) =>
        folder is null || File.Exists(Path.Combine(folder.FullName, "Cookbook.sln")) ? folder?.FullName : Above(folder.Parent);
}
