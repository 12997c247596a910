using System.Globalization;
using Cookbook.Web.Security;

namespace Cookbook.Tests.Deploy;

/// <summary>deploy/compose/Caddyfile, as far as it must fit to the site and to compose.yaml. Caddy itself is not here.</summary>
public sealed class ReadingTheCaddyfile
{
    private const string Proxy = "{$SITE_DOMAIN}/reverse_proxy";

    private readonly Dictionary<string, string> _said = Read();

    [Fact]
    public async Task It_asks_every_replica_that_compose_starts()
    {
        Assert.Equal($"a web {(await ContainerImage.Site).Environment["ASPNETCORE_HTTP_PORTS"]}", _said[$"{Proxy}/dynamic"]);
        Assert.Contains("web", ComposeFile.Read().Services);
        Assert.NotEmpty(_said[$"{Proxy}/dynamic/resolvers"]);
    }

    /// <summary>It probes nobody: active checks do not run for what comes from DNS, and would look as if they did.</summary>
    [Fact]
    public void It_learns_that_a_replica_goes_by_a_refusal_and_tries_another()
    {
        Assert.DoesNotContain(_said.Keys, key => key.Contains("/health_", StringComparison.Ordinal));
        Assert.True(Time("lb_try_duration") >= 5 * Time("transport/dial_timeout"), "One that is gone without a word takes all the time.");
        Assert.True(Time("lb_try_duration") > Time("dynamic/refresh"), "DNS is not asked again meanwhile.");
    }

    /// <summary>A draining replica closes each connection with its answer; one on which nothing was asked meanwhile must be closed by then too.</summary>
    [Fact]
    public async Task No_connection_lies_unused_for_as_long_as_a_replica_drains() =>
        Assert.True(Time("transport/keepalive") < (await ContainerImage.Site).Drains, "A request may meet the end of its replica.");

    [Fact]
    public void It_takes_what_the_site_takes_and_no_more()
    {
        var limits = new RequestLimits();
        Assert.Equal("64MB", _said["{$SITE_DOMAIN}/request_body/max_size"]);
        Assert.True(Seconds(_said["/servers/timeouts/read_header"]) <= limits.HeadersTime, "Headers may take longer than the site gives them.");
        Assert.True(Seconds(_said["/servers/timeouts/read_body"]) <= limits.UploadTime, "A body may take longer than the site gives it.");
        Assert.True(Time("transport/response_header_timeout") > limits.RequestTime, "The site's own 504 must come first.");
    }

    [Fact]
    public void Its_log_has_neither_headers_nor_whole_addresses()
    {
        const string fields = "{$SITE_DOMAIN}/log/format/fields";
        Assert.Equal("delete", _said[$"{fields}/request>headers"]);
        Assert.Equal("delete", _said[$"{fields}/resp_headers"]);
        Assert.All((string[])["request>remote_ip", "request>client_ip"], field => Assert.StartsWith("ip_mask ", _said[$"{fields}/{field}"], StringComparison.Ordinal));
    }

    private static TimeSpan Seconds(string text) => text switch
    {
        _ when text.EndsWith("ms", StringComparison.Ordinal) => TimeSpan.FromMilliseconds(double.Parse(text[..^2], CultureInfo.InvariantCulture)),
        _ when text.EndsWith('s') => TimeSpan.FromSeconds(double.Parse(text[..^1], CultureInfo.InvariantCulture)),
        _ => TimeSpan.FromMinutes(double.Parse(text.TrimEnd('m'), CultureInfo.InvariantCulture)),
    };

    /// <summary>Each directive by the blocks that it stands in, with what follows it on its line.</summary>
    private static Dictionary<string, string> Read()
    {
        var said = new Dictionary<string, string>();
        var blocks = new Stack<string>();
        foreach (var line in File.ReadLines(Path.Combine(ComposeFile.Folder, "Caddyfile")).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line == "}")
            {
                blocks.Pop();
                continue;
            }

            var opens = line.EndsWith('{');
            var words = (opens ? line[..^1] : line).Trim().Split(' ', 2);
            var path = string.Join('/', blocks.Reverse().Append(words[0]));
            said[path] = words.Length > 1 ? words[1].Trim() : "";
            if (opens)
            {
                blocks.Push(words[0]);
            }
        }

        Assert.Empty(blocks);
        return said;
    }

    private TimeSpan Time(string directive) => Seconds(_said[$"{Proxy}/{directive}"]);
}
