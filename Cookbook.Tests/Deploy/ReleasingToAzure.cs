namespace Cookbook.Tests.Deploy;

/// <summary>deploy/azure/release.sh with a stand-in for az, which writes down what it was asked: the steps, their order, what ends them.</summary>
public sealed class ReleasingToAzure : IDisposable
{
    private const string Az = """
        case "$*" in
          "acr repository show"*"$REGISTERED"*) echo sha256:abc ;;
          "acr repository show"*) exit 3 ;;
          "containerapp job start"*) echo run-1 ;;
          "containerapp job execution show"*) echo "$OUTCOME" ;;
          "deployment group create"*certificate.bicep*) echo /the/certificate ;;
          "deployment group create"*site.bicep*) echo web.azure.example ;;
          "containerapp show"*) echo true ;;
        esac
        """;

    private readonly ScriptRun _script = new();

    public ReleasingToAzure()
    {
        _script.StandIn("az", Az);
        foreach (var program in (string[])["azd", "curl", "dotnet", "sleep"])
        {
            _script.StandIn(program);
        }
    }

    [Fact]
    public async Task The_site_follows_the_migrations()
    {
        var (exitCode, said, asked) = await ReleaseAsync("Succeeded");
        Assert.Equal(0, exitCode);
        Assert.Contains("https://web.azure.example has version 1a2b3c", said, StringComparison.Ordinal);
        ScriptRun.MustBeInOrder(asked, "migrations.bicep", "job start", "job execution show", "site.bicep", "curl");
        Assert.Contains(asked, line => line.Contains("image=registry.example/web@sha256:abc size=small", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, line => line.StartsWith("dotnet", StringComparison.Ordinal));
    }

    /// <summary>Each is a parameter of the site's template; what is not set is left to its default.</summary>
    [Fact]
    public async Task What_is_set_for_the_site_reaches_its_template()
    {
        var (_, _, asked) = await ReleaseAsync("Succeeded", ("COOKBOOK_CACHE_VERSION", "3"), ("COOKBOOK_REQUESTS_PER_SECOND", "20"));
        Assert.Contains(asked, line => line.Contains("site.bicep", StringComparison.Ordinal)
            && line.Contains(" cacheVersion=3", StringComparison.Ordinal) && line.Contains(" requestsPerSecond=20", StringComparison.Ordinal));

        (_, _, asked) = await ReleaseAsync("Succeeded", ("COOKBOOK_CACHE_VERSION", ""), ("COOKBOOK_REQUESTS_PER_SECOND", ""));
        Assert.DoesNotContain(asked, line => line.Contains("cacheVersion", StringComparison.Ordinal) || line.Contains("requestsPerSecond", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Stopped")]
    [InlineData("Degraded")]
    public async Task Migrations_that_fail_leave_the_site_as_it_is(string outcome)
    {
        var (exitCode, said, asked) = await ReleaseAsync(outcome);
        Assert.Equal(1, exitCode);
        Assert.Contains($"The migrations have ended as {outcome}, and the site is as it was.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(asked, line => line.Contains("site.bicep", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_of_ones_own_gets_its_certificate_after_the_site_knows_it()
    {
        var (exitCode, said, asked) = await ReleaseAsync("Succeeded", ("COOKBOOK_DOMAIN", "www.cookbook.example"));
        Assert.Equal(0, exitCode);
        Assert.Contains("https://www.cookbook.example has version 1a2b3c", said, StringComparison.Ordinal);
        ScriptRun.MustBeInOrder(asked, "domain=www.cookbook.example certificateId=", "certificate.bicep", "certificateId=/the/certificate");
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_released()
    {
        var (exitCode, said, asked) = await ReleaseAsync("Succeeded", ("REGISTERED", "another"));
        Assert.Equal(1, exitCode);
        Assert.Contains("The registry has no web:1a2b3c.", said, StringComparison.Ordinal);
        Assert.DoesNotContain(asked, line => line.Contains("deployment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AZURE_RESOURCE_GROUP")]
    [InlineData("AZURE_CONTAINER_REGISTRY_NAME")]
    [InlineData("AZURE_CONTAINER_REGISTRY_ENDPOINT")]
    [InlineData("COOKBOOK_SIZE")]
    public async Task A_setting_that_is_missing_is_named(string setting)
    {
        var (exitCode, said, asked) = await ReleaseAsync("Succeeded", (setting, ""));
        Assert.Equal(1, exitCode);
        Assert.Contains($"{setting} is not set", said, StringComparison.Ordinal);

        // It looks into azd's environment at most.
        Assert.DoesNotContain(asked, line => !line.StartsWith("azd env get-values", StringComparison.Ordinal));
    }

    public void Dispose() => _script.Dispose();

    private Task<(int ExitCode, string Said, List<string> Asked)> ReleaseAsync(string outcome, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] usual =
        [
            ("OUTCOME", outcome),
            ("REGISTERED", "1a2b3c"),
            ("AZURE_RESOURCE_GROUP", "cookbook"),
            ("AZURE_CONTAINER_REGISTRY_NAME", "registry"),
            ("AZURE_CONTAINER_REGISTRY_ENDPOINT", "registry.example"),
            ("AZURE_SUBSCRIPTION_ID", ""),
            ("COOKBOOK_SIZE", "small"),
            ("COOKBOOK_DOMAIN", ""),
        ];
        return _script.RunAsync("azure/release.sh", ["1a2b3c"], [.. usual, .. settings]);
    }
}
