namespace Cookbook.Tests.Web.Hardening;

/// <summary>Without a setting that it needs a program ends with one message, which names it, and with 1: no stack, no core dump.</summary>
public sealed class StartingWithoutSettings
{
    public static TheoryData<string, string, string> Refusals => new()
    {
        { "ConnectionStrings__cookbookdb", "", "the setting ConnectionStrings__cookbookdb is missing" },
        { "ConnectionStrings__cookbookdb", "Database=cookbookdb", "names no Host" },
        { "ConnectionStrings__cookbookdb", "Host=localhost;Colour=red", "is no connection string" },
        { "AllowedHosts", "", "the setting AllowedHosts is missing" },
        { "AllowedHosts", " ", "the setting AllowedHosts is missing" },
        { "Proxies__Known__0", "caddy", "Proxies:Known:0 is 'caddy'" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task The_site_says_which_one(string key, string value, string says)
    {
        var (exitCode, error) = await StartedSite.RunAsync([("ConnectionStrings__cookbookdb", "Host=localhost"), (key, value)]);

        Assert.Equal(1, exitCode);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Nor_does_a_setting_that_is_wrong_end_in_a_core_dump()
    {
        var (exitCode, error) = await StartedSite.RunAsync([("ConnectionStrings__cookbookdb", "Host=localhost"), ("Limits__Connections", "0")]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Limits:Connections must be a whole number from 1.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_of_a_site_that_is_not_there_ends_with_1()
    {
        using var nowhere = new ClosedPort();

        var (exitCode, error) = await StartedSite.RunAsync([("ASPNETCORE_HTTP_PORTS", nowhere.Redis.Split(':')[1])], "probe");

        Assert.Equal(1, exitCode);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
