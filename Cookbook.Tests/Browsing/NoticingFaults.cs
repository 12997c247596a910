using Cookbook.Tests.Web;
using Xunit.Sdk;

namespace Cookbook.Tests.Browsing;

/// <summary>That the browser tests would see what they are there to see.</summary>
public sealed class NoticingFaults(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))", "Content Security Policy")]
    [InlineData("document.body.append(Object.assign(new Image(), { src: '/no-such-picture.png' }))", "GET http://localhost:*/no-such-picture.png: 404")]
    [InlineData("setTimeout(() => nothing.at.all)", "uncaught on http://localhost:*/admin/login: ReferenceError: nothing is not defined")]
    [InlineData("console.error('burnt onions')", "error on http://localhost:*/admin/login: burnt onions")]
    public async Task What_the_browser_complains_of_fails_the_test(string script, string complaint)
    {
        await using var site = BrowsedSite.Start(sample.Database);

        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/admin/login");
            await visitor.Page.EvaluateAsync(script);
            await Eventually.IsTrue("the browser has complained", () => visitor.Complaints.Count > 0);
        }));

        Assert.All(complaint.Split('*'), part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("document.querySelector('label').remove()", "label: ")]
    [InlineData("document.querySelector('h1').style.color = '#999'", "color-contrast: ")]
    public async Task What_keeps_people_out_fails_the_test(string script, string rule)
    {
        await using var site = BrowsedSite.Start(sample.Database);
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/admin/login");
            await visitor.Page.EvaluateAsync(script);

            var failure = await Assert.ThrowsAnyAsync<XunitException>(visitor.MustBeAccessibleAsync);

            Assert.Contains(rule, failure.Message, StringComparison.Ordinal);
        });
    }
}
