using System.Net;
using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

/// <summary>A write that the site refuses while all is there is a fault of the site, and a run says why it was refused.</summary>
public sealed class WritingByForm
{
    private const string Form =
        """<main><form method="post"><input type="hidden" name="Seen" value="a&amp;b"><textarea name="Description">old</textarea></form></main>""";

    [Fact]
    public async Task What_the_site_says_is_saved_is_acknowledged()
    {
        var sent = "";
        using var site = new PlantedSite
        {
            Answer = request =>
            {
                sent = request.Content is FormUrlEncodedContent ? request.RequestUri!.AbsolutePath : sent;
                return request.Method == HttpMethod.Get ? Page(HttpStatusCode.OK, Form) : Saved();
            },
        };

        Assert.True(await WriteAsync(site));
        Assert.Equal(("/admin/recipes/7", 1), (sent, site.Run.Log.Acknowledged()[0]));
        Assert.Empty(site.Run.Findings);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.OK, """<main><section role="alert"><h2>Nothing was saved</h2> <p>Too long.</p></section></main>""", "the form was answered with 200, Nothing was saved Too long.")]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.Forbidden, "<h1>Not for this account</h1>", "the form was answered with 403, Not for this account")]
    [InlineData(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, "", "the question for the form was answered with 503, ")]
    public async Task What_it_refuses_while_all_is_there_is_found_with_its_words(HttpStatusCode shown, HttpStatusCode answered, string page, string said)
    {
        using var site = new PlantedSite { Answer = request => request.Method == HttpMethod.Get ? Page(shown, shown == HttpStatusCode.OK ? Form : "") : Page(answered, page) };

        Assert.False(await WriteAsync(site));

        Assert.Equal((1, 0), (site[Count.RefusedWithoutCause], site.Run.Log.Acknowledged()[0]));
        Assert.EndsWith(said, Assert.Single(site.Run.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_refuses_while_Postgres_is_away_is_forgiven()
    {
        using var site = new PlantedSite { Answer = _ => throw new HttpRequestException("gone") };
        site.Run.PostgresAway.Begin();
        Assert.False(await WriteAsync(site));
        Assert.Equal(0, site[Count.RefusedWithoutCause]);

        // And a little longer.
        site.Run.PostgresAway.End();
        Assert.False(await WriteAsync(site));
        Assert.Equal(0, site[Count.RefusedWithoutCause]);
    }

    [Fact]
    public async Task What_a_replica_refuses_that_is_away_is_forgiven_and_silence_of_one_that_is_there_is_not()
    {
        using var site = new PlantedSite { Answer = _ => throw new HttpRequestException("gone") };
        foreach (var replica in site.Run.Replicas)
        {
            replica.Away.Begin();
        }

        Assert.False(await WriteAsync(site));
        Assert.Equal(0, site[Count.RefusedWithoutCause]);

        foreach (var replica in site.Run.Replicas)
        {
            replica.Away.End();
        }

        Assert.False(await WriteAsync(site));
        Assert.Equal(1, site[Count.RefusedWithoutCause]);
    }

    private static Task<bool> WriteAsync(PlantedSite site) =>
        new FormWriter(site.Run, new Editor(site.Run.Replicas), [7, 8, 9]).WriteAsync(new Dice(1), 0, site.Run.Log.Begin(0), TestContext.Current.CancellationToken);

    private static HttpResponseMessage Page(HttpStatusCode status, string page) => new(status) { Content = new StringContent(page) };

    private static HttpResponseMessage Saved()
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri("/admin/recipes/?Done=saved", UriKind.Relative);
        return response;
    }
}
