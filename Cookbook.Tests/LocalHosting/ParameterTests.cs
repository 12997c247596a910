using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Configuration;

namespace Cookbook.Tests.LocalHosting;

public sealed class ParameterTests
{
    [Fact]
    public void A_generated_value_has_the_length_and_the_characters_that_were_asked_for()
    {
        var generate = new GenerateParameterDefault { MinLength = 20, Special = false, MinNumeric = 5, MinUpper = 3 };
        for (var round = 0; round < 200; round++)
        {
            var value = generate.GetDefaultValue();
            Assert.Equal(20, value.Length);
            Assert.All(value, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
            Assert.True(value.Count(char.IsAsciiDigit) >= 5);
            Assert.True(value.Count(char.IsAsciiLetterUpper) >= 3);
        }
    }

    [Fact]
    public async Task Configuration_comes_before_the_default()
    {
        using var builder = TestApplication.Create("--Parameters:admin-password=from the command line");
        var parameter = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 20 }, secret: true);
        Assert.Equal("from the command line", await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_underscore_in_the_configuration_stands_for_a_hyphen()
    {
        using var builder = TestApplication.Create();
        builder.Configuration["Parameters:admin_password"] = "from the environment";
        var parameter = builder.AddParameter("admin-password", secret: true);
        Assert.Equal("from the environment", await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_parameter_without_a_value_says_how_to_set_it()
    {
        using var builder = TestApplication.Create();
        var parameter = builder.AddParameter("api-key", secret: true);
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            async () => await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Parameters:api-key", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters__api_key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_generated_once_and_kept_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "id", "secrets.json");
            var first = new UserSecrets(file).GetOrAdd("Parameters:one", () => "first");
            var again = new UserSecrets(file).GetOrAdd("Parameters:one", () => "second");
            var other = new UserSecrets(file).GetOrAdd("Parameters:two", () => "third");

            Assert.Equal(("first", "first", "third"), (first, again, other));
            var configuration = new ConfigurationBuilder().AddJsonFile(file).Build();
            Assert.Equal(("first", "third"), (configuration["Parameters:one"], configuration["Parameters:two"]));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Secrets_that_are_not_JSON_are_not_overwritten()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "not JSON");
            var exception = Assert.Throws<DistributedApplicationException>(() => new UserSecrets(file).GetOrAdd("Parameters:one", () => "first"));
            Assert.Contains(file, exception.Message, StringComparison.Ordinal);
            Assert.Equal("not JSON", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
