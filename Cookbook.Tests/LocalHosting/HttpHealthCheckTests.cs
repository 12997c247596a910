using System.Net.Sockets;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.Tests.LocalHosting;

public sealed class HttpHealthCheckTests
{
    [Theory]
    [InlineData("/health?deep=true", HealthStatus.Healthy)]
    [InlineData("health?deep=true", HealthStatus.Healthy)]
    [InlineData("/health", HealthStatus.Unhealthy)]
    public async Task The_path_may_have_a_query(string path, HealthStatus expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var site = builder.Build();
        site.MapGet("/health", (bool? deep) => deep == true ? Results.Ok() : Results.NotFound());
        await site.StartAsync(TestContext.Current.CancellationToken);
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http") { ReplicaPorts = [new Uri(site.Urls.Single()).Port] };
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "127.0.0.1", endpoint.ReplicaPorts[0]);
        var resource = new ExecutableResource("site", "site", ".");
        resource.Annotations.Add(endpoint);
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();

        var check = new HttpHealthCheck(services.GetRequiredService<IHttpClientFactory>(), new EndpointReference(resource, "http"), path, status: 200);

        Assert.Equal(expected, (await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status);
    }
}
