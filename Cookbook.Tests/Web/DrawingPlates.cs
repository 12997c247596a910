using System.Net;
using System.Xml.Linq;

namespace Cookbook.Tests.Web;

public sealed class DrawingPlates(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plate_is_a_small_well_formed_drawing_with_the_initial()
    {
        using var response = await sample.Shared.GetAsync("/plates/dal-tadka.svg");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=2592000", response.Headers.CacheControl?.ToString());
        var svg = await response.Content.ReadAsStringAsync(CancellationToken);
        Assert.InRange(svg.Length, 500, 10_000);
        var drawing = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", drawing.Name.LocalName);
        Assert.Equal("D", Assert.Single(drawing.Descendants(), element => element.Name.LocalName == "text").Value);
        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName is "script" or "image" or "use" or "a");
    }

    [Fact]
    public async Task A_recipe_has_the_same_plate_on_each_replica_and_seldom_another_s()
    {
        await using var replica = sample.Start();
        string[] slugs = ["dal-tadka", "miso-soup", "stew", "goulash", "soup", "toast"];
        var plates = new HashSet<string>();

        foreach (var slug in slugs)
        {
            var plate = await sample.Shared.Client.GetStringAsync($"/plates/{slug}.svg", CancellationToken);
            Assert.Equal(plate, await replica.Client.GetStringAsync($"/plates/{slug}.svg", CancellationToken));
            plates.Add(plate);
        }

        Assert.Equal(slugs.Length, plates.Count);
    }

    [Theory]
    [InlineData("/plates/Stew.svg")]
    [InlineData("/plates/st_ew.svg")]
    [InlineData("/plates/%3Cscript%3E.svg")]
    [InlineData("/plates/-.svg")]
    [InlineData("/plates/.svg")]
    [InlineData("/plates/stew.png")]
    [InlineData("/plates/stew")]
    [InlineData("/plates/")]
    public async Task What_is_no_slug_has_no_plate(string address)
    {
        using var response = await sample.Shared.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task HEAD_of_a_plate_has_no_body()
    {
        using var response = await sample.Shared.SendAsync(HttpMethod.Head, "/plates/stew.svg");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(CancellationToken));
    }
}
