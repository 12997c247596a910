using System.Net;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>A file is a setting, as containers are given secrets.</summary>
public sealed class ReadingSecretFiles(SampleSite sample) : IClassFixture<SampleSite>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secrets");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_site_takes_a_limit_from_its_file()
    {
        // A newline at the end, as an editor leaves it, is none of the value.
        Write("Limits__BodyBytes", "65536\n");
        await using var site = new WebSite(sample.Database, redis: null, ("SecretFiles", _folder.FullName));
        site.Pages.Add("/taken", context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        site.Start();

        using var response = await site.Client.PostAsync("/taken", new ByteArrayContent(new byte[65_537]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task And_its_connection_string()
    {
        Write("ConnectionStrings__cookbookdb", "Host=localhost;Colour=red");

        var (exitCode, error) = await StartedSite.RunAsync([("SecretFiles", _folder.FullName)]);

        Assert.Equal(1, exitCode);
        Assert.Contains("The setting ConnectionStrings__cookbookdb is no connection string", error, StringComparison.Ordinal);
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
