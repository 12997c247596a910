namespace Cookbook.Tests.Web;

public sealed class RefusingSettings
{
    [Theory]
    [InlineData("OutputCaching:Ttl", "0")]
    [InlineData("OutputCaching:Ttl", "15")]
    [InlineData("OutputCaching:Ttl", "-00:15:00")]
    [InlineData("OutputCaching:Ttl", "00:00:00.9")]
    [InlineData("OutputCaching:Ttl", "soon")]
    [InlineData("OutputCaching:Prefix", "")]
    [InlineData("OutputCaching:Prefix", "a:b")]
    [InlineData("OutputCaching:Version", "0")]
    [InlineData("OutputCaching:RedisBudget", "00:00:00")]
    [InlineData("OutputCaching:RedisBudget", "00:01:01")]
    [InlineData("OutputCaching:ConcurrentRenders", "0")]
    [InlineData("OutputCaching:ConcurrentRenders", "1001")]
    [InlineData("OutputCaching:TokenConnections", "1")]
    [InlineData("OutputCaching:TokenConnections", "101")]
    [InlineData("OutputCaching:Enabled", "perhaps")]
    [InlineData("Toolbar:Enabled", "perhaps")]
    [InlineData("Passkeys:Domain", "https://cookbook.example")]
    [InlineData("Passkeys:Domain", "127.0.0.1")]
    public async Task A_bad_setting_stops_the_site_and_is_named(string key, string value)
    {
        await using var site = new WebSite("Host=localhost", redis: null, (key, value));

        var refusal = Record.Exception(() => site.Start());

        Assert.NotNull(refusal);
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_every_cookie_can_be_called_harmless()
    {
        await using var site = new WebSite("Host=localhost", redis: null, ("OutputCaching:HarmlessCookies:1", ""));

        var refusal = Record.Exception(() => site.Start());

        Assert.Contains("OutputCaching:HarmlessCookies must have no empty name", refusal?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("1.00:00:00")]
    public async Task The_ends_of_the_range_are_good_lifetimes(string ttl)
    {
        await using var site = new WebSite("Host=localhost", redis: null, ("OutputCaching:Ttl", ttl)).Start();

        using var response = await site.GetAsync("/alive");

        Assert.True(response.IsSuccessStatusCode);
    }
}
