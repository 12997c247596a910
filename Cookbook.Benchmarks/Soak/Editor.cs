using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Somebody who is signed in to the admin site, on all replicas with the same cookies, and fills in forms.</summary>
internal sealed class Editor(IReadOnlyList<Replica> replicas)
{
    private const string Email = "admin@cookbook.example";

    private static readonly HtmlParser Parser = new();

    private readonly Dictionary<string, string> _cookies = [];

    /// <exception cref="InvalidOperationException">The site does not let them in.</exception>
    public async Task SignInAsync(string password, CancellationToken cancellationToken)
    {
        using var response = await SubmitAsync(0, "/admin/login", [("Email", Email), ("Password", password)], cancellationToken);
        if (response?.StatusCode != HttpStatusCode.Found)
        {
            throw new InvalidOperationException($"Signing in was answered with {response?.StatusCode.ToString() ?? "no form"}.");
        }
    }

    /// <summary>Saves a recipe with these fields. True if the site said that it is saved.</summary>
    public async Task<bool> SaveAsync(int replica, int id, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        using var response = await SubmitAsync(replica, string.Create(CultureInfo.InvariantCulture, $"/admin/recipes/{id}"), [.. fields, ("Do", "save")], cancellationToken);
        return response?.Headers.Location?.OriginalString.Contains("Done=saved", StringComparison.Ordinal) == true;
    }

    private async Task<HttpResponseMessage?> SubmitAsync(int replica, string address, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        IHtmlDocument page;
        using (var response = await SendAsync(replica, new HttpRequestMessage(HttpMethod.Get, address), cancellationToken))
        {
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return null;
            }

            page = await Parser.ParseDocumentAsync(await response.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
        }

        using (page)
        {
            if (page.QuerySelector("main form[method=post]") is not { } form)
            {
                return null;
            }

            var filled = Controls(form).Where(control => !fields.Any(field => field.Name == control.Key)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            var to = form.GetAttribute("action") is { Length: > 0 } action ? action : address;
            return await SendAsync(replica, new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(filled) }, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(int replica, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            // In production cookies travel by TLS alone; a proxy would say so.
            request.Headers.Add("X-Forwarded-Proto", "https");
            lock (_cookies)
            {
                if (_cookies.Count > 0)
                {
                    request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
                }
            }

            var response = await replicas[replica].Client.SendAsync(request, cancellationToken);
            lock (_cookies)
            {
                foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
                {
                    var pair = set.Split(';')[0].Split('=', 2);
                    _cookies[pair[0]] = pair[1];
                }
            }

            return response;
        }
    }

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
}
