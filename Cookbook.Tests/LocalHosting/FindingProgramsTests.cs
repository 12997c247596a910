using Cookbook.LocalHosting.Postgres;
using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Configuration;

namespace Cookbook.Tests.LocalHosting;

public sealed class FindingProgramsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-programs-");

    public FindingProgramsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are Unix's.");

    [Fact]
    public void A_program_is_found_on_the_path_and_through_a_link()
    {
        Add("bin/oven");
        Link("links/oven", "bin/oven");
        Assert.Equal(At("bin/oven"), ProgramsOn("nowhere", "bin", "links").Find("stove", "oven"));
        Assert.Equal(At("links/oven"), ProgramsOn("links", "bin").Find("oven"));
    }

    [Fact]
    public void A_link_to_nothing_and_a_file_that_cannot_run_are_passed_over()
    {
        Link("first/oven", "gone");
        Add("second/oven", executable: false);
        Add("third/oven");
        Assert.Equal(At("third/oven"), ProgramsOn("first", "second", "third").Find("oven"));
    }

    [Fact]
    public async Task Of_several_versions_in_the_usual_places_the_highest_is_taken()
    {
        foreach (var version in (string[])["9", "15", "18"])
        {
            Add($"postgresql/{version}/bin/postgres");
            Add($"postgresql/{version}/bin/initdb");
        }

        // Without initdb it is of no use.
        Add("postgresql/19/bin/postgres");

        Assert.Equal(At("postgresql/18/bin"), await FindPostgresAsync(At("postgresql/*/bin")));
    }

    [Fact]
    public async Task A_server_on_the_path_comes_first_and_is_followed_to_where_its_other_programs_are()
    {
        Add("server/bin/postgres");
        Add("server/bin/initdb");
        Add("postgresql/18/bin/postgres");
        Add("postgresql/18/bin/initdb");
        Link("bin/postgres", "server/bin/postgres");
        Assert.Equal(At("server/bin"), await FindPostgresAsync(At("postgresql/*/bin")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> FindPostgresAsync(string places)
    {
        var configuration = new ConfigurationManager { ["LocalHosting:Path"] = At("bin"), ["LocalHosting:PostgresPlaces"] = places };
        var binaries = await PostgresBinaries.FindAsync(new Programs(configuration), configuration, _ => { }, TestContext.Current.CancellationToken);
        return binaries.Folder;
    }

    private Programs ProgramsOn(params string[] folders) =>
        new(new ConfigurationManager { ["LocalHosting:Path"] = string.Join(Path.PathSeparator, folders.Select(At)) });

    private string At(string path) => Path.Combine(_folder.FullName, path);

    private void Add(string path, bool executable = true)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), "#!/bin/sh\n");
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.CreateSymbolicLink(At(path), At(target));
    }
}
