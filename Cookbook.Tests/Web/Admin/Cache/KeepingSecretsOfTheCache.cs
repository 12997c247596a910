using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>No page and no answer of the inspector shows how to get into the servers, or into somebody's session.</summary>
public sealed class KeepingSecretsOfTheCache(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    [Fact]
    public async Task Nothing_shows_a_password_a_connection_string_or_a_cookie()
    {
        var key = await inspected.AddPageAsync();
        string[] secrets =
        [
            new NpgsqlConnectionStringBuilder(inspected.Database).Password!,
            ConfigurationOptions.Parse(inspected.Redis).Password!,
            inspected.Database,
            inspected.Redis,
            inspected.Administrator.SetCookies["cookbook-session"].Split(';')[0].Split('=', 2)[1],
        ];
        Assert.All(secrets, secret => Assert.True(secret.Length > 8));

        foreach (var address in CacheAddresses.Pages.Concat(CacheAddresses.Api.Where(call => call.Method == "GET" && !call.Address.EndsWith("/live", StringComparison.Ordinal)).Select(call => call.Address)))
        {
            using var response = await inspected.Administrator.GetAsync(address.For(key));
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        Assert.All(secrets, secret => Assert.DoesNotContain(inspected.Site.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }
}
