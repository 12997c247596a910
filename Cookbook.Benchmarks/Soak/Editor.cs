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
        var answer = await SubmitAsync(0, "/admin/login", [("Email", Email), ("Password", password)], cancellationToken);
        if (answer is not { IsToForm: true, Status: HttpStatusCode.Found })
        {
            throw new InvalidOperationException($"Signing in: {answer}.");
        }
    }

    /// <summary>Saves a recipe with these fields.</summary>
    /// <returns>Null if the site said that it is saved; else what it said instead.</returns>
    public async Task<string?> SaveAsync(int replica, int id, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        var answer = await SubmitAsync(replica, string.Create(CultureInfo.InvariantCulture, $"/admin/recipes/{id}"), [.. fields, ("Do", "save")], cancellationToken);
        return answer.Location.Contains("Done=saved", StringComparison.Ordinal) ? null : answer.ToString();
    }

    /// <returns>What was answered to the form; to the question for it, if there was none.</returns>
    private async Task<Answer> SubmitAsync(int replica, string address, (string Name, string Value)[] fields, CancellationToken cancellationToken)
    {
        var shown = await SendAsync(replica, new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);
        using var page = await Parser.ParseDocumentAsync(shown.Body, cancellationToken);
        if (shown.Status != HttpStatusCode.OK || page.QuerySelector("main form[method=post]") is not { } form)
        {
            return shown;
        }

        var filled = Controls(form).Where(control => !fields.Any(field => field.Name == control.Key)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var to = form.GetAttribute("action") is { Length: > 0 } action ? action : address;
        return await SendAsync(replica, new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(filled) }, cancellationToken);
    }

    private async Task<Answer> SendAsync(int replica, HttpRequestMessage request, CancellationToken cancellationToken)
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

            using var response = await replicas[replica].Client.SendAsync(request, cancellationToken);
            lock (_cookies)
            {
                foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
                {
                    var pair = set.Split(';')[0].Split('=', 2);
                    _cookies[pair[0]] = pair[1];
                }
            }

            return new Answer(
                request.Method == HttpMethod.Post,
                response.StatusCode,
                response.Headers.Location?.OriginalString ?? "",
                await response.Content.ReadAsStringAsync(cancellationToken));
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

    /// <param name="IsToForm">To what was sent; else to the question for the form.</param>
    /// <param name="Status">The status.</param>
    /// <param name="Location">Where it leads; else empty.</param>
    /// <param name="Body">The page.</param>
    private sealed record Answer(bool IsToForm, HttpStatusCode Status, string Location, string Body)
    {
        /// <summary>With what the page says is wrong, or else its heading.</summary>
        public override string ToString()
        {
            using var page = Parser.ParseDocument(Body);
            var said = (page.QuerySelector("main [role=alert]") ?? page.QuerySelector("h1"))?.TextContent ?? "";
            var words = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return $"{(IsToForm ? "the form" : "the question for the form")} was answered with {(int)Status}, {Location}{words}";
        }
    }
}
