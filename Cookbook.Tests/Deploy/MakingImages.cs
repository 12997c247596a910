namespace Cookbook.Tests.Deploy;

/// <summary>Both images: made by the SDK, nobody's root, one object a line in the log. The workflow images starts them.</summary>
public sealed class MakingImages
{
    [Theory]
    [InlineData("cookbook-web")]
    [InlineData("cookbook-migrations")]
    public async Task Both_are_small_and_run_as_somebody(string repository)
    {
        var image = await OfAsync(repository);

        Assert.Equal("true", image.Of("EnableSdkContainerSupport"));
        Assert.Equal(repository, image.Of("ContainerRepository"));
        Assert.Equal("noble-chiseled-extra", image.Of("ContainerFamily"));
        Assert.Equal("1654", image.Of("ContainerUser"));
        Assert.Equal("true", image.Of("PublishReadyToRun"));

        // The labels: title, description, source and revision.
        Assert.StartsWith("Cookbook", image.Of("ContainerTitle"), StringComparison.Ordinal);
        Assert.NotEmpty(image.Of("ContainerDescription"));
        Assert.Equal("true", image.Of("PublishRepositoryUrl"));
    }

    [Theory]
    [InlineData("cookbook-web")]
    [InlineData("cookbook-migrations")]
    public async Task Both_log_json_and_write_to_tmp_alone(string repository)
    {
        var given = (await OfAsync(repository)).Environment;

        Assert.Equal("json", given["Logging__Console__FormatterName"]);
        Assert.Equal("true", given["Logging__Console__FormatterOptions__UseUtcTimestamp"]);
        Assert.Equal("/tmp", given["ASPNETCORE_TEMP"]);
        Assert.Equal("0", given["DOTNET_EnableDiagnostics"]);
        Assert.DoesNotContain(given.Keys, key => key.StartsWith("ConnectionStrings", StringComparison.Ordinal) || key.Contains("Password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_site_listens_on_one_port_and_drains_and_the_worker_does_neither()
    {
        var (site, worker) = (await ContainerImage.Site, await ContainerImage.Worker);

        Assert.Equal(["8080/tcp"], site.Ports);
        Assert.Equal("8080", site.Environment["ASPNETCORE_HTTP_PORTS"]);
        Assert.InRange(site.Drains, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Assert.Empty(worker.Ports);
        Assert.DoesNotContain("Draining__Delay", (IDictionary<string, string>)worker.Environment);
    }

    private static Task<ContainerImage> OfAsync(string repository) => repository == "cookbook-web" ? ContainerImage.Site : ContainerImage.Worker;
}
