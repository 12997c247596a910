using System.Globalization;
using System.Text.Json;
using Cookbook.Tests.Data;
using Cookbook.Tests.Deploy;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>With what the image gives it the site's standard output is one JSON object a line, and nothing else; SIGTERM ends it with 0.</summary>
public sealed class LoggingJson(TestServers servers)
{
    [Fact]
    public async Task Each_line_is_an_object_with_its_time_level_and_message()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var image = (await ContainerImage.Site).Environment.Where(setting => setting.Key.StartsWith("Logging__", StringComparison.Ordinal));

        var (exitCode, lines) = await StartedSite.UntilItListensAsync(
            [
                ("ConnectionStrings__cookbookdb", database.ConnectionString),

                // Its own settings; those beside the tests are another program's.
                ("ASPNETCORE_CONTENTROOT", Path.GetDirectoryName(new Projects.Cookbook_Web().ProjectPath)!),
                .. image.Select(setting => (setting.Key, setting.Value)),
            ]);

        Assert.Equal(0, exitCode);
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var said = JsonDocument.Parse(line).RootElement;
            var time = said.GetProperty("Timestamp").GetString()!;
            Assert.EndsWith("Z", time, StringComparison.Ordinal);
            Assert.InRange(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
            Assert.NotEmpty(said.GetProperty("LogLevel").GetString()!);
            Assert.NotEmpty(said.GetProperty("Category").GetString()!);
            Assert.NotEmpty(said.GetProperty("Message").GetString()!);
        });
    }
}
