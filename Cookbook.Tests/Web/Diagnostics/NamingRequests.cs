using System.Net;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>A request's name says which replica answered it.</summary>
public sealed class NamingRequests(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task The_name_begins_with_that_of_the_replica_in_exported_traces()
    {
        await using var site = sample.WithToolbar(("OTEL_RESOURCE_ATTRIBUTES", "deployment=kitchen,service.instance.id=stove-1"));

        var (trace, id) = await site.RecordAsync("/");

        Assert.Equal($"stove-1-{trace.Request.SpanId}", id);
    }

    [Fact]
    public async Task A_request_of_another_replica_is_said_to_be_there()
    {
        await using var one = sample.WithToolbar(("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=stove-1"));
        await using var other = sample.WithToolbar(("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=stove-2"));
        var (_, id) = await one.RecordAsync("/");

        foreach (var address in (string[])[$"/toolbar/{id}", $"/toolbar/{id}/sql/1", $"/toolbar/compare?before={id}&after={id}"])
        {
            Assert.StartsWith("The replica stove-1 answered that request; this is stove-2", await other.RefuseAsync(address, HttpStatusCode.NotFound), StringComparison.Ordinal);
        }

        Assert.NotNull((await other.ReadAsync($"/toolbar/{id}", HttpStatusCode.NotFound)).QuerySelector("[data-elsewhere]"));
    }

    [Theory]
    [InlineData("/toolbar/stove-1-0123456789abcdef", "This replica has no such request.")]
    [InlineData("/toolbar/x", "That is not the name of a request.")]
    [InlineData("/toolbar/stove-1-0123456789ABCDEF", "That is not the name of a request.")]
    [InlineData("/toolbar/%3Cscript%3E-0123456789abcdef", "That is not the name of a request.")]
    [InlineData("/toolbar/x/sql/1", "That is not the name of a request.")]
    [InlineData("/toolbar/compare", "That is not the name of a request.")]
    [InlineData("/toolbar/compare?before=stove-1-0123456789abcdef&after=x", "This replica has no such request.")]
    public async Task What_is_no_request_s_name_is_refused(string address, string problem)
    {
        await using var site = sample.WithToolbar(("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=stove-1"));

        Assert.StartsWith(problem, await site.RefuseAsync(address, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }
}
