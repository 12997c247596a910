namespace Cookbook.Tests.LocalHosting;

public sealed class ModelTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1web")]
    [InlineData("web_site")]
    [InlineData("web--site")]
    [InlineData("web-")]
    [InlineData("wéb")]
    public void A_name_that_is_no_name_is_refused(string name)
    {
        using var builder = TestApplication.Create();
        Assert.ThrowsAny<ArgumentException>(() => builder.AddRedis(name));
    }

    [Fact]
    public void Two_resources_cannot_have_one_name()
    {
        using var builder = TestApplication.Create();
        builder.AddRedis("cache");
        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddScript("Cache", "true"));
        Assert.Contains("'Cache'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_than_one_replica_is_refused()
    {
        using var builder = TestApplication.Create();
        var web = builder.AddProject<Projects.Cookbook_Web>("web");
        var exception = Assert.Throws<DistributedApplicationException>(() => web.WithReplicas(0));
        Assert.Contains("'web' has 0 replicas", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_cannot_wait_for_itself()
    {
        using var builder = TestApplication.Create();
        var script = builder.AddScript("one", "true");
        Assert.Throws<DistributedApplicationException>(() => script.WaitFor(script));
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_named()
    {
        await using var builder = TestApplication.Create();
        var one = builder.AddScript("one", "true");
        var two = builder.AddScript("two", "true").WaitFor(one);
        one.WaitForCompletion(two);
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartedAsync);
        Assert.Contains("one -> two -> one", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_launch_profile_is_named_with_those_that_are_there()
    {
        using var builder = TestApplication.Create();
        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddProject<Projects.Cookbook_Web>("web", "https"));
        Assert.Contains("no launch profile 'https'. It has: http.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_launch_profile_gives_its_endpoint()
    {
        using var builder = TestApplication.Create();
        var endpoint = Assert.Single(builder.AddProject<Projects.Cookbook_Web>("web").WithExternalHttpEndpoints().Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", "http", 5180, true), (endpoint.Name, endpoint.UriScheme, endpoint.Port, endpoint.IsExternal));
    }
}
