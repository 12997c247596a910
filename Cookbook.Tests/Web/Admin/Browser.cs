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
    private const string Action = " action";

    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>Each as it was set last: <c>name=value; path=/; secure</c>.</summary>
    public Dictionary<string, string> SetCookies { get; } = [];

    /// <summary>A site that believes its proxy.</summary>
    public static WebSite Behind(string database, string? redis = null, params (string Key, string Value)[] settings) =>
        new WebSite(database, redis, [("ForwardedHeaders_Enabled", "true"), .. settings]).Start();

    /// <summary>Among a form's fields: where to send it instead.</summary>
    public static (string Name, string Value) To(string address) => (Action, address);

    public static (string Name, string Value) To(HttpResponseMessage redirect) => To(redirect.Headers.Location!.OriginalString);

    public void Forget(string cookie) => _cookies.Remove(cookie);

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

    /// <summary>Sends the form of a page that posts, with these fields in place of those that it has.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string address, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await ReadAsync(address), address, fields);

    public Task<HttpResponseMessage> SubmitAsync(IHtmlDocument page, string address, params (string Name, string Value)[] fields) =>
        SendAsync(Filled(page, address, fields));

    /// <summary>What <see cref="SubmitAsync(IHtmlDocument, string, ValueTuple{string, string}[])"/> sends.</summary>
    public static HttpRequestMessage Filled(IHtmlDocument page, string address, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector("main form[method=post]")!;
        var (_, to) = fields.FirstOrDefault(field => field.Name == Action);
        var filled = Controls(form)
            .Where(control => !fields.Any(field => field.Name == control.Key))
            .Concat(fields.Where(field => field.Name != Action).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return new HttpRequestMessage(HttpMethod.Post, to ?? (form.GetAttribute("action") is { Length: > 0 } action ? action : address))
        {
            Content = new FormUrlEncodedContent(filled),
        };
    }

    /// <summary>The same with a file, in the field <c>NewPhoto</c>.</summary>
    public Task<HttpResponseMessage> UploadAsync(
        IHtmlDocument page, string address, (byte[] Content, string Name) file, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector("main form[method=post]")!;
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Controls(form).Where(control => !fields.Any(field => field.Name == control.Key)).Select(control => (control.Key, control.Value)).Concat(fields))
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        content.Add(new ByteArrayContent(file.Content), "NewPhoto", file.Name);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") ?? address) { Content = content });
    }

    /// <summary>What a browser would send of a form, without a button and without files.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Controls(IElement form)
    {
        foreach (var control in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var value = control switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement choice => choice.Value,
                _ => null,
            };
            if (value is not null)
            {
                yield return KeyValuePair.Create(control.GetAttribute("name")!, value);
            }
        }
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string address = "/admin/login") =>
        SubmitAsync(address, ("Email", email), ("Password", password));

    public async Task SignOutAsync()
    {
        var token = (await ReadAsync("/admin")).QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/admin/logout")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
        });
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    public async Task MustSignInAsync(string email, string password)
    {
        using var response = await SignInAsync(email, password);
        Assert.Equal((HttpStatusCode.Found, "/admin"), (response.StatusCode, response.Headers.Location?.ToString()));
    }
}
