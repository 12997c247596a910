using Cookbook.Tests.Web;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Cookbook.Tests.Browsing.Chromium))]

namespace Cookbook.Tests.Browsing;

/// <summary>The Chromium of this machine, one for all tests, started by the first that asks. Where there is none, those tests are skipped.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new Lazy<Task<IBrowser>>(StartAsync);

    /// <summary>
    /// Somebody at a browser of their own visits the site. The test fails with what they do, or if a page reports an error, breaks the
    /// site's security policy, or asks for something that it does not get.
    /// </summary>
    /// <param name="site">Started, in development: there it may set its cookies without TLS.</param>
    /// <param name="visit">What they do.</param>
    /// <param name="how">The window, colours, JavaScript or not; 1200 by 900 otherwise.</param>
    internal Task VisitAsync(WebSite site, Func<Visitor, Task> visit, BrowserNewContextOptions? how = null) =>
        VisitAsync(site.ClientOptions.BaseAddress, visit, how);

    /// <param name="site">Its address.</param>
    /// <param name="visit">What they do.</param>
    /// <param name="how">As above.</param>
    internal async Task VisitAsync(Uri site, Func<Visitor, Task> visit, BrowserNewContextOptions? how = null)
    {
        how ??= new BrowserNewContextOptions();
        how.ViewportSize ??= new ViewportSize { Width = 1200, Height = 900 };

        // Passkeys are tied to a name; an address of numbers has none.
        how.BaseURL = new UriBuilder(site) { Host = "localhost" }.Uri.ToString();
        var browser = await _browser.Value;
        await using var context = await browser.NewContextAsync(how);
        var visitor = new Visitor(await context.NewPageAsync());
        try
        {
            await visit(visitor);
        }
        catch (Exception exception) when (visitor.Complaints.Count > 0)
        {
            Assert.Fail($"{exception}\nThe browser says:\n{string.Join('\n', visitor.Complaints)}");
        }

        Assert.True(visitor.Complaints.Count == 0, string.Join('\n', visitor.Complaints));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
        {
            await (await _browser.Value).DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        var path = Find();
        Assert.SkipWhen(path is null, $"No Chromium: none of {string.Join(", ", Names)} is on the PATH.");

        // A busy machine is no fault of the page.
        Assertions.SetDefaultExpectTimeout(30_000);
        try
        {
            _playwright = await Playwright.CreateAsync();
            return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            });
        }
        catch (PlaywrightException exception)
        {
            Assert.Skip($"{path} could not be started: {exception.Message}");
            throw;
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(_ => Names, Path.Combine)
        .FirstOrDefault(File.Exists);
}
