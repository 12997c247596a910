using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cookbook.Tests.Web.Admin;

/// <summary>
/// Somebody at a browser without JavaScript: keeps cookies, fills in forms, follows no redirect unasked. The site believes it to come
/// through a proxy that speaks TLS, as in production.
/// </summary>
internal sealed class Browser(WebSite site)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>Each as it was set last: <c>name=value; path=/; secure</c>.</summary>
    public Dictionary<string, string> SetCookies { get; } = [];

    /// <summary>A site that believes its proxy.</summary>
    public static WebSite Behind(string database, string? redis = null, params (string Key, string Value)[] settings) =>
        new WebSite(database, redis, [("ForwardedHeaders_Enabled", "true"), .. settings]).Start();

    /// <summary>Another replica, with the same cookies.</summary>
    public Browser At(WebSite other)
    {
        var browser = new Browser(other);
        foreach (var (name, value) in _cookies)
        {
            browser._cookies[name] = value;
        }

        return browser;
    }

    public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    public async Task<IHtmlDocument> ReadAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await GetAsync(address);
        Assert.Equal(status, response.StatusCode);
        return await response.ReadHtmlAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            SetCookies[name] = set;
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return response;
    }

    /// <summary>
    /// Sends the form of a page that posts, with these fields in place of those that it has; among them the button that is pressed, if it
    /// has a name.
    /// </summary>
    public async Task<HttpResponseMessage> SubmitAsync(string address, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await ReadAsync(address), address, fields);

    public Task<HttpResponseMessage> SubmitAsync(IHtmlDocument page, string address, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector("main form[method=post]")!;
        var given = fields.Select(field => field.Name).ToHashSet();
        var filled = form.QuerySelectorAll("input[name], textarea[name], select[name]")
            .SelectMany(FilledIn)
            .Where(input => !given.Contains(input.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : address)
        {
            Content = new FormUrlEncodedContent(filled),
        });
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string address = "/admin/login") =>
        SubmitAsync(address, ("Email", email), ("Password", password));

    public async Task MustSignInAsync(string email, string password)
    {
        using var response = await SignInAsync(email, password);
        Assert.Equal((HttpStatusCode.Found, "/admin"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    private static IEnumerable<KeyValuePair<string, string>> FilledIn(IElement field) => field switch
    {
        IHtmlInputElement { Type: "file" or "submit" or "button" or "image" or "reset" } => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
        IHtmlTextAreaElement text => [KeyValuePair.Create(text.Name!, text.Value.ReplaceLineEndings("\r\n"))],
        IHtmlSelectElement choice => choice.Options.Where(option => option.IsSelected).Select(option => KeyValuePair.Create(choice.Name!, option.Value)),
        _ => [],
    };
}
