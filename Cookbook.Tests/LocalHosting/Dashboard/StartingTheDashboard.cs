using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cookbook.LocalHosting.Dashboard;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>It is there, or it is not; and if it cannot be, one message says why.</summary>
public sealed class StartingTheDashboard
{
    [Fact]
    public async Task With_the_argument_there_is_none_and_projects_are_told_of_no_collector()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(["--no-dashboard"], (options, _) => options.DisableDashboard = false);
        builder.AddProject<Projects.Cookbook_MigrationService>("migrations").WithEnvironment("ConnectionStrings__cookbookdb", "Host=localhost;Port=1");
        await using var application = await builder.StartedAsync();

        Assert.Null(application.Services.GetService<DashboardAddresses>());
        Assert.False((await application.EnvironmentOfAsync("migrations")).ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    [Fact]
    public async Task Projects_are_given_its_address_and_its_key()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder =>
            builder.AddProject<Projects.Cookbook_MigrationService>("migrations").WithEnvironment("ConnectionStrings__cookbookdb", "Host=localhost;Port=1"));

        var environment = await dashboard.Application.EnvironmentOfAsync("migrations");

        Assert.Equal(dashboard.OtlpGrpc, new Uri(environment["OTEL_EXPORTER_OTLP_ENDPOINT"]!));
        Assert.Equal("grpc", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal(dashboard.Headers, environment["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task A_collector_that_the_AppHost_is_told_of_comes_first_and_the_pages_say_so()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            builder => builder.AddProject<Projects.Cookbook_MigrationService>("migrations").WithEnvironment("ConnectionStrings__cookbookdb", "Host=localhost;Port=1"),
            "--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1");

        Assert.Equal("http://localhost:1", (await dashboard.Application.EnvironmentOfAsync("migrations"))["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Contains("http://localhost:1", (await dashboard.ReadAsync("/traces")).QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_the_port_and_the_ways_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var builder = DistributedApplicationTestingBuilder.Create(
            ["--DcpPublisher:RandomizePorts=false", $"--ASPNETCORE_URLS=http://localhost:{port}"], (options, _) => options.DisableDashboard = false);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartedAsync);

        Assert.Contains($"port {port} is taken", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--no-dashboard", refused.Message, StringComparison.Ordinal);
    }
}
