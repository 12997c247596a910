namespace Cookbook.Tests.Web.Hardening;

/// <summary>A file is a setting, as containers are given secrets.</summary>
public sealed class ReadingSecretFiles(SampleSite sample) : IClassFixture<SampleSite>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secrets");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_site_whose_database_a_file_names_starts_and_answers()
    {
        // A newline at the end, as an editor leaves it, is none of the value.
        Write("ConnectionStrings__cookbookdb", $"{sample.Database}\n");
        await using var site = new WebSite(database: null!, redis: null, ("SecretFiles", _folder.FullName)).Start();

        await site.ReadAsync("/cookbook/");
    }

    [Fact]
    public async Task What_the_environment_or_the_command_line_says_stands()
    {
        Write("ConnectionStrings__cookbookdb", "Host=nowhere.invalid");
        await using var site = new WebSite(sample.Database, redis: null, ("SecretFiles", _folder.FullName)).Start();

        await site.ReadAsync("/cookbook/");
    }

    private void Write(string name, string value) => File.WriteAllText(Path.Combine(_folder.FullName, name), value);
}
