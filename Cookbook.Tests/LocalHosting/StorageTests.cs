using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Postgres;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;

namespace Cookbook.Tests.LocalHosting;

/// <summary>Folders and files that several runs may want at once.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cookbook-storage-");

    private static CancellationToken Cancelled => Eventually.Deadline;

    [Fact]
    public async Task A_volume_is_one_runs_alone_until_that_run_ends()
    {
        using var second = StorageIn(_folder.FullName);
        Task<string> waiting;
        using (var first = StorageIn(_folder.FullName))
        {
            var volume = await first.VolumeAsync("data", Cancelled);
            waiting = second.VolumeAsync("data", Cancelled);
            Assert.Equal(volume, await first.VolumeAsync("data", Cancelled));
            Assert.False(waiting.IsCompleted);
        }

        Assert.Equal(Path.Combine(_folder.FullName, "data"), await waiting);
    }

    [Fact]
    public async Task A_volume_that_cannot_be_made_is_named_with_the_remedy()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancelled);
        using var storage = StorageIn(file);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => storage.VolumeAsync("data", Cancelled));

        Assert.Contains($"the data volume {Path.Combine(file, "data")} cannot be used", exception.Message, StringComparison.Ordinal);
        Assert.Contains("LocalHosting:Volumes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_that_several_want_at_once_are_generated_once_and_all_kept()
    {
        var file = Path.Combine(_folder.FullName, "secrets.json");
        var keys = Enumerable.Range(0, 24).Select(number => $"Parameters:{number % 8}").ToArray();

        var values = await Task.WhenAll(keys.Select(key => Task.Run(() => new UserSecrets(file).GetOrAdd(key, () => Guid.NewGuid().ToString()))));

        var kept = new ConfigurationBuilder().AddJsonFile(file).Build();
        Assert.All(keys.Zip(values), secret => Assert.Equal(kept[secret.First], secret.Second));
    }

    [Fact]
    public async Task Runs_that_begin_at_once_do_not_sweep_each_others_folders_and_the_next_sweeps_what_a_killed_one_left()
    {
        var left = Directory.CreateDirectory(Path.Combine(_folder.FullName, "killed"));
        await File.WriteAllTextAsync(left.FullName + ".lock", "", Cancelled);

        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => RunFolder.Create(_folder.FullName))));

        Assert.All(runs, run => Assert.True(Directory.Exists(run.Path)));
        Assert.False(Directory.Exists(left.FullName));
        Array.ForEach(runs, run => run.Dispose());
        Assert.Empty(_folder.GetDirectories());
    }

    [Fact]
    public void Data_are_served_by_the_user_that_they_belong_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && UnixUser.IsRoot, "Only root changes owners.");
        var data = _folder.CreateSubdirectory("data").FullName;
        var nobody = UnixUser.Find("nobody")!;
        Native.ChangeOwner(data, nobody);

        Assert.Equal((nobody.Id, nobody.GroupId), (PostgresAccount.For(data)!.Id, PostgresAccount.For(data)!.GroupId));

        Native.ChangeOwner(data, new UnixUser("root", 0, 0));
        var exception = Assert.Throws<DistributedApplicationException>(() => PostgresAccount.For(data));
        Assert.Contains($"chown -R postgres {data}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_the_servers_user_cannot_enter_is_named_with_the_remedy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && UnixUser.IsRoot, "Only root runs servers as another user.");

        // A temporary folder is its owner's alone.
        var volume = _folder.CreateSubdirectory("data").FullName;

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => UnixUser.Find("nobody")!.CheckThatCanEnterAsync(volume, Cancelled));

        Assert.Contains($"nobody cannot enter {volume}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Open that folder and each above it", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static LocalStorage StorageIn(string volumes) => new(temporary: false, new ConfigurationManager { ["LocalHosting:Volumes"] = volumes });
}
