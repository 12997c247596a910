using System.Diagnostics;
using System.Globalization;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace Cookbook.Tests.LocalHosting.Dashboard.Logs;

/// <summary>What .NET's own exporter sends is what is shown.</summary>
public sealed class SendingLogs
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task A_record_is_shown_with_all_that_belongs_to_it(OtlpExportProtocol protocol)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var activity = new Activity("cooking").SetIdFormat(ActivityIdFormat.W3C).Start();
        var before = TimeProvider.System.GetUtcNow();
        using (var loggers = Loggers(dashboard, protocol))
        {
            var logger = loggers.CreateLogger("Soup.Kitchen");
#pragma warning disable CA1848, CA2254 // The test is about what a caller can do, not about how fast.
            using (logger.BeginScope(new Dictionary<string, object> { ["table"] = 12 }))
            {
                logger.LogWarning(new EventId(7, "TooSalty"), "The {Soup} has {Grams} g of salt", "minestrone", 4.5);
            }

            logger.LogError(Thrown(), "The soup is <b>burnt</b>");
#pragma warning restore CA1848, CA2254
        }

        var after = TimeProvider.System.GetUtcNow();
        var list = await dashboard.ReadAsync($"/logs?trace={activity.TraceId}");
        string[] messages = ["The soup is <b>burnt</b>", "The minestrone has 4.5 g of salt"];
        Assert.Equal(messages, list.QuerySelectorAll(".logs .message a").Select(link => link.TextContent));
        Assert.Equal(["error", "warning"], list.QuerySelectorAll(".logs .level").Select(level => level.TextContent.Trim().Split(' ')[^1]));
        Assert.Equal("kitchen", list.QuerySelector(".logs tbody tr td:nth-child(2)")?.TextContent);
        Assert.All(list.QuerySelectorAll(".logs a.mono"), link => Assert.Equal($"/traces/{activity.TraceId}", link.GetAttribute("href")));

        var warning = await dashboard.ReadAsync(list.QuerySelectorAll(".logs .message a")[1].GetAttribute("href")!);
        Assert.Equal("The minestrone has 4.5 g of salt", warning.QuerySelector("pre.message")?.TextContent);
        Assert.Equal("Soup.Kitchen", Row(warning, "Category"));
        Assert.Equal("TooSalty", Row(warning, "Event"));
        Assert.Equal(activity.SpanId.ToString(), Row(warning, "Span"));
        Assert.Equal("minestrone", Row(warning, "Soup"));
        Assert.Equal("4.5", Row(warning, "Grams"));
        Assert.Equal("12", Row(warning, "table"));
        var time = DateTimeOffset.Parse(warning.QuerySelector("main time")!.GetAttribute("datetime")!, CultureInfo.InvariantCulture);
        Assert.InRange(time, before.AddMicroseconds(-1), after);

        var error = await dashboard.ReadAsync(list.QuerySelectorAll(".logs .message a")[0].GetAttribute("href")!);
        Assert.Contains(nameof(InvalidOperationException), error.QuerySelector("h2 + p")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody watched the pot.", error.QuerySelector("h2 + p")?.TextContent, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), error.QuerySelector("pre[aria-label=Stack]")?.TextContent, StringComparison.Ordinal);
    }

    private static ILoggerFactory Loggers(RunningDashboard dashboard, OtlpExportProtocol protocol) =>
        LoggerFactory.Create(logging => logging.AddOpenTelemetry(telemetry =>
        {
            telemetry.IncludeFormattedMessage = true;
            telemetry.IncludeScopes = true;
            telemetry.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("kitchen", autoGenerateServiceInstanceId: false));
            telemetry.AddOtlpExporter(exporter =>
            {
                exporter.Protocol = protocol;
                exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.OtlpGrpc : new Uri(dashboard.OtlpHttp, SentLogs.Path);
                exporter.Headers = dashboard.Headers;
            });
        }));

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("Nobody watched the pot.");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static string? Row(IHtmlDocument page, string name) =>
        page.QuerySelectorAll("main th[scope=row]").FirstOrDefault(head => head.TextContent == name)?.NextElementSibling?.TextContent.Trim();
}
