using System.Net;
using AngleSharp.Html.Parser;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>Only who can read the AppHost's console comes in.</summary>
public sealed class SigningIn(CalmDashboard calm) : IClassFixture<CalmDashboard>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string> Addresses => ["/", "/traces", "/traces/0123456789abcdef0123456789abcdef", "/logs", "/console", "/metrics", "/resources/web", "/changes?of=traces"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_stranger_is_led_to_the_door(string address)
    {
        using var stranger = Stranger();
        using var answer = await stranger.GetAsync(address, CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/login", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_stranger_gives_no_command()
    {
        using var stranger = Stranger();
        using var answer = await stranger.PostAsync("/", new FormUrlEncodedContent([new("resource", "web"), new("command", "resource-stop")]), CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/login", answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task Nor_does_somebody_elses_form_in_the_browser_of_who_is_signed_in()
    {
        using var answer = await calm.Running.Browser.PostAsync("/", new FormUrlEncodedContent([new("resource", "web"), new("command", "resource-stop")]), CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_lets_one_browser_in_once()
    {
        var address = calm.Running.SignInAddress;
        using var first = Stranger();
        using var welcome = await first.GetAsync(address, CancellationToken);
        Assert.Equal("/", welcome.Headers.Location!.OriginalString);
        Assert.NotEqual(address, calm.Running.SignInAddress);

        using var second = Stranger();
        using var answer = await second.GetAsync(address, CancellationToken);
        Assert.Contains("This token has been used", await answer.Content.ReadAsStringAsync(CancellationToken), StringComparison.Ordinal);
        using var page = await second.GetAsync("/", CancellationToken);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task The_token_can_be_typed()
    {
        using var stranger = Stranger();
        var form = new HtmlParser().ParseDocument(await stranger.GetStringAsync("/login", CancellationToken));
        var antiforgery = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var token = calm.Running.SignInAddress.Query.Split('=')[1];

        using var answer = await stranger.PostAsync("/login", new FormUrlEncodedContent([new("t", $" {token} "), new("__RequestVerificationToken", antiforgery)]), CancellationToken);

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        using var page = await stranger.GetAsync("/", CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Signing_in_leads_nowhere_else()
    {
        using var stranger = Stranger();
        using var answer = await stranger.GetAsync($"{calm.Running.SignInAddress.PathAndQuery}&returnUrl=//example.com", CancellationToken);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Whoever_says_localhost_is_led_to_the_number_so_that_the_site_at_localhost_is_sent_no_cookie()
    {
        using var stranger = Stranger();
        using var answer = await stranger.GetAsync($"http://localhost:{calm.Running.Addresses.Pages}/traces?q=a%20b", CancellationToken);
        Assert.Equal($"http://127.0.0.1:{calm.Running.Addresses.Pages}/traces?q=a%20b", answer.Headers.Location!.AbsoluteUri);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_name_that_somebody_has_made_to_lead_here_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, calm.Running.Browser.BaseAddress);
        request.Headers.Host = "evil.example";
        using var answer = await calm.Running.Browser.SendAsync(request, CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private HttpClient Stranger() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = calm.Running.Addresses.PagesAddress };
}
