namespace Cookbook.Tests.Browsing;

/// <summary>A file that is a byte longer than the site accepts. On the disk: sent through Playwright's pipe it takes a busy machine half a minute.</summary>
internal sealed class TooLargePhoto : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-photo-");

    public TooLargePhoto() => System.IO.File.WriteAllBytes(File, new byte[(15 * 1024 * 1024) + 1]);

    public string File => Path.Combine(_folder.FullName, "large.jpg");

    /// <summary>When the page is done with it: a browser reads the file when it sends the form.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
