using System.Globalization;
using Cookbook.Tests.Web.Admin;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>Somebody at a browser, and what the browser has to say about the pages.</summary>
internal sealed class Visitor
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly HashSet<int> _expected = [];

    public Visitor(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // What did not load is told by the answer itself, below.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Complaints.Add($"{message.Type} on {page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => Complaints.Add($"uncaught on {page.Url}: {error}");
        page.RequestFailed += (_, request) =>
        {
            // Given up by the page itself: it was left, or changed its mind.
            if (request.Failure != "net::ERR_ABORTED")
            {
                Complaints.Add($"{request.Method} {request.Url}: {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !_expected.Contains(response.Status))
            {
                Complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{response.Request.Method} {response.Url}: {response.Status}"));
            }
        };
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    /// <summary>From now on, an answer of this status is none to complain of.</summary>
    public void Expect(int status) => _expected.Add(status);

    /// <param name="address">A path of the site.</param>
    /// <param name="status">That it must answer with.</param>
    public async Task OpenAsync(string address, int status = 200)
    {
        Expect(status);
        var response = await Page.GotoAsync(address);
        Assert.Equal(status, response!.Status);
    }

    /// <summary>By the form, to the home page of the admin site.</summary>
    public async Task SignInAsync(string email, string password = Accounts.Password)
    {
        await OpenAsync("/admin/login");
        await Page.GetByLabel("E-mail address").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.ArriveAsync("/admin");
    }

    /// <summary>Nothing on the page, as it is now, that keeps somebody out: axe's rules for WCAG A and AA, and its best practices.</summary>
    public Task MustBeAccessibleAsync() => MustPassAsync("{}");

    /// <summary>The one rule that depends on the colours, so that the others need not run for each set of them.</summary>
    public Task MustHaveContrastAsync() => MustPassAsync("{ runOnly: ['color-contrast'] }");

    /// <summary>Nothing is wider than the window.</summary>
    public async Task MustFitAsync()
    {
        var (content, window) = (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Page.ViewportSize!.Width);
        Assert.True(content <= window, $"{Page.Url} is {content} px wide in a window of {window} px.");
    }

    private async Task MustPassAsync(string options)
    {
        // Not by axe's own package for Playwright, which sends the whole script twice for each run.
        if (await Page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
        {
            await Page.EvaluateAsync(Axe);
        }

        // Without a second copy of the style sheets, which the page's security policy would refuse: no rule that is on needs it.
        var problems = await Page.EvaluateAsync<string[]>($$"""
            async () => (await axe.run(document, { resultTypes: ['violations'], preload: false, ...{{options}} })).violations
                .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html} ${node.failureSummary}`))
            """);
        Assert.True(problems.Length == 0, $"{Page.Url}:\n{string.Join('\n', problems)}");
    }
}
