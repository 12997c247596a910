using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Console;
using Cookbook.LocalHosting.Orchestration;

namespace Cookbook.Tests.LocalHosting.Dashboard.Console;

/// <summary>What of the lines that are written is kept.</summary>
public sealed class KeepingLines
{
    private const string Secret = "pepper-and-salt";

    private readonly ResourceLines _lines = new(new ProjectResource("web"), "web");

    [Fact]
    public void The_last_ten_thousand_lines_are_kept_with_their_numbers()
    {
        for (var number = 1; number <= 10_500; number++)
        {
            _lines.Add(number, number.ToString(CultureInfo.InvariantCulture));
        }

        var kept = _lines.After(0);
        Assert.Equal(ResourceLines.Most, kept.Length);
        Assert.Equal(501, kept[0].Number);
        Assert.All(kept, line => Assert.Equal(line.Number.ToString(CultureInfo.InvariantCulture), line.Text));
        Assert.Equal([10_499, 10_500], _lines.After(10_498).Select(line => line.Number));
        Assert.Empty(_lines.After(10_500));
        Assert.Empty(_lines.After(long.MaxValue));
    }

    [Fact]
    public void Long_lines_take_no_more_memory_than_they_may()
    {
        for (var number = 1; number <= 2_000; number++)
        {
            _lines.Add(number, new string('x', 16_000));
        }

        var kept = _lines.After(0);
        Assert.InRange(kept.Sum(line => (long)line.Weight), ResourceLines.Heaviest / 2, ResourceLines.Heaviest);
        Assert.Equal(2_000, kept[^1].Number);
    }

    [Fact]
    public void Each_replica_has_lines_of_its_own_and_those_of_the_resource_are_all_replicas()
    {
        var web = new ProjectResource("web");
        web.Annotations.Add(new ReplicaAnnotation(2));
        var store = Store(web, new ProjectResource("cache"));
        store.Add(new ConsoleLine(web, "web-1", "one"));
        store.Add(new ConsoleLine(web, "web-2", "two"));
        store.Add(new ConsoleLine(web, "web", "both"));

        Assert.Equal(["web-1", "web-2", "cache"], store.All.Select(lines => lines.Id));
        Assert.Equal(["one", "both"], store.Find("web-1")!.After(0).Select(line => line.Text));
        Assert.Equal(["two", "both"], store.Find("web-2")!.After(0).Select(line => line.Text));
        Assert.Empty(store.Find("CACHE")!.After(0));
        Assert.Null(store.Find("web"));
    }

    [Theory]
    [InlineData($"the password is {Secret}.", "the password is ••••••.")]
    [InlineData("the password is \e[1mpepper\e[0m-and-salt.", "the password is ••••••.")]
    [InlineData($"\e[31m{Secret}\e[0m", "••••••")]
    public void A_secret_is_not_kept_even_in_several_colours(string line, string kept)
    {
        var web = new ProjectResource("web");
        var store = Store(web);
        store.Add(new ConsoleLine(web, "web", line));
        Assert.Equal(kept, Assert.Single(store.Find("web")!.After(0)).Plain);
    }

    private static ConsoleStore Store(params IResource[] resources)
    {
        var mask = new SecretMask([Secret]);
        var all = new ResourceCollection();
        foreach (var resource in resources)
        {
            all.Add(resource);
        }

        return new ConsoleStore(new DistributedApplicationModel(all), new TextIntake(mask), mask, TimeProvider.System);
    }
}
