namespace Cookbook.Tests.AppHost;

/// <summary>What the system asks of whoever deploys it. Only the Aspire packages make files of it.</summary>
public sealed class PublishingTests
{
    private static readonly string[] Publish = ["--operation", "publish"];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sites_names_and_the_administrators_address_are_asked_for()
    {
        await using var builder = await CreateAsync(Publish);

        foreach (var name in (string[])["allowed-hosts", "admin-email"])
        {
            Assert.False(Assert.IsType<ParameterResource>(builder.Resources.Single(resource => resource.Name == name)).Secret);
        }

        Assert.IsType<PostgresServerResource>(builder.Resources.Single(resource => resource.Name == "postgres"));
        Assert.IsType<RedisResource>(builder.Resources.Single(resource => resource.Name == "cache"));
    }

    [Fact]
    public async Task What_runs_here_asks_for_neither()
    {
        await using var builder = await CreateAsync([]);

        Assert.DoesNotContain(builder.Resources, resource => resource.Name is "allowed-hosts" or "admin-email");
    }

    [Theory]
    [InlineData("none", "--operation", "publish")]
    [InlineData("sample")]
    [InlineData("sample", "--operation", "publish", "--Seed=sample")]
    public async Task Recipes_of_the_sample_are_loaded_where_nobody_says_otherwise_only_here(string seed, params string[] args)
    {
        await using var builder = await CreateAsync(args);

        Assert.Equal(seed, (await builder.EnvironmentOfAsync("migrations"))["Seed"]);
    }

    [Fact]
    public async Task With_managed_servers_their_connection_strings_are_asked_for_and_the_site_still_follows_the_worker()
    {
        await using var builder = await CreateAsync([.. Publish, "--Managed=true"]);

        Assert.DoesNotContain(builder.Resources, resource => resource is PostgresServerResource or RedisResource);
        foreach (var name in (string[])["cookbookdb", "cache"])
        {
            Assert.IsType<IResourceWithConnectionString>(builder.Resources.Single(resource => resource.Name == name), exactMatch: false);
        }

        var web = builder.Resources.Single(resource => resource.Name == "web");
        Assert.Contains(web.Annotations.OfType<WaitAnnotation>(), wait => wait is { Resource.Name: "migrations", WaitType: WaitType.WaitForCompletion });
    }

    [Theory]
    [InlineData("Managed is for --operation publish", "--Managed=true")]
    [InlineData("It must be true or false", "--operation", "publish", "--Managed=azure")]
    public async Task Managed_is_refused_where_it_means_nothing(string says, params string[] args)
    {
        var refusal = await Record.ExceptionAsync(async () => await CreateAsync(args));

        Assert.Contains(says, refusal?.GetBaseException().Message, StringComparison.Ordinal);
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>(args, CancellationToken);
}
