namespace Cookbook.Tests.Deploy;

/// <summary>deploy/compose/backup.sh with stand-ins for pg_dump and pg_restore: a dump has its name only when it is whole, and old ones go only then.</summary>
public sealed class BackingUpOneHost : IDisposable
{
    private readonly ScriptRun _script = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-backups-");

    public BackingUpOneHost()
    {
        _script.StandIn("pg_dump", """for a; do case $a in --file=*) echo "$PGPASSWORD" > "${a#--file=}" ;; esac; done; exit "$DUMPED" """);
        _script.StandIn("pg_restore", """exit "$READABLE" """);
        File.WriteAllText(Path.Combine(_folder.FullName, "password"), "secret\n");
        Make("cookbookdb-20260101T030000Z.dump", days: 20);
        Make("cookbookdb-20260110T030000Z.dump", days: 3);
    }

    [Fact]
    public async Task A_whole_dump_gets_its_name_and_those_that_are_too_old_go()
    {
        var (exitCode, said, asked) = await BackUpAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("Backed up to", said, StringComparison.Ordinal);
        ScriptRun.MustBeInOrder(asked, "pg_dump", "pg_restore --list");
        Assert.DoesNotContain(asked, line => line.Contains("secret", StringComparison.Ordinal));
        var dumps = Dumps();
        Assert.Equal(2, dumps.Count);
        Assert.DoesNotContain("cookbookdb-20260101T030000Z.dump", dumps);
        Assert.Equal("secret\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, dumps.Max(StringComparer.Ordinal)!), Eventually.Deadline));
    }

    [Theory]
    [InlineData("DUMPED")]
    [InlineData("READABLE")]
    public async Task One_that_is_not_whole_has_no_name_and_no_other_goes(string what)
    {
        var (exitCode, said, _) = await BackUpAsync((what, "1"));

        Assert.Equal(1, exitCode);
        Assert.Contains("The backup failed", said, StringComparison.Ordinal);
        Assert.Equal(["cookbookdb-20260101T030000Z.dump", "cookbookdb-20260110T030000Z.dump"], Dumps().Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _script.Dispose();
        _folder.Delete(recursive: true);
    }

    private List<string> Dumps() => [.. _folder.EnumerateFiles("*.dump").Select(file => file.Name)];

    private void Make(string name, int days)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days));
    }

    private Task<(int ExitCode, string Said, List<string> Asked)> BackUpAsync(params (string Name, string Value)[] settings) => _script.RunAsync(
        "compose/backup.sh",
        ["now"],
        [
            ("BACKUP_FOLDER", _folder.FullName),
            ("BACKUP_DAYS", "14"),
            ("PGPASSWORD_FILE", Path.Combine(_folder.FullName, "password")),
            ("DUMPED", "0"),
            ("READABLE", "0"),
            .. settings,
        ]);
}
