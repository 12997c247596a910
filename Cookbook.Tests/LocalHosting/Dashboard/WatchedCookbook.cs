using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>One system for all tests that look at it through its dashboard: they come one after the other.</summary>
[CollectionDefinition(nameof(WatchedCookbook))]
public sealed class WatchedCookbookTests : ICollectionFixture<WatchedCookbook>;

/// <summary>The whole system as AppHost.cs describes it, with its dashboard, and somebody who has signed in there.</summary>
public sealed class WatchedCookbook : IAsyncLifetime
{
    private IDistributedApplicationTestingBuilder? _builder;

    internal DistributedApplication Application { get; private set; } = null!;

    internal HttpClient Site { get; private set; } = null!;

    /// <summary>Signed in at the dashboard.</summary>
    internal HttpClient Browser { get; private set; } = null!;

    /// <summary>Lets one more browser in.</summary>
    internal Uri SignInAddress => Application.Services.GetRequiredService<Cookbook.LocalHosting.Dashboard.Dashboard>().SignInAddress;

    /// <summary>What no page may show.</summary>
    internal IReadOnlyList<string> Secrets { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var deadline = Eventually.Deadline;
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Cookbook_AppHost>([], (options, _) => options.DisableDashboard = false, deadline);
        Application = await _builder.BuildAsync(deadline);
        await Application.StartAsync(deadline);
        await Application.ResourceNotifications.WaitForResourceHealthyAsync("cache", deadline);
        await Application.ResourceNotifications.WaitForResourceHealthyAsync("web", deadline);
        Site = Application.CreateHttpClient("web");
        Browser = new HttpClient { BaseAddress = new Uri(SignInAddress, "/") };
        using var home = await Browser.GetAsync(SignInAddress, deadline);
        home.EnsureSuccessStatusCode();
        Secrets = [.. await SecretsAsync(deadline), Application.Services.GetRequiredService<IConfiguration>()[OtlpSettings.ApiKey]!];
    }

    /// <summary>The parts of a trace, once all of it has come.</summary>
    /// <param name="query">Of the list of traces.</param>
    /// <param name="has">What must stand in the list before it is read.</param>
    internal async Task<string> TraceAddressAsync(string query, string has)
    {
        string? address = null;
        await Eventually.IsTrue($"{query} has {has}", async () =>
        {
            var list = await PageAsync($"/traces{query}");
            var row = list.QuerySelectorAll(".traces tbody tr").FirstOrDefault(row => row.TextContent.Contains(has, StringComparison.Ordinal));
            address = row?.QuerySelector("a")!.GetAttribute("href");
            return address is not null;
        });
        return address!;
    }

    internal async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string address) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await Browser.GetStringAsync(address, Eventually.Deadline));

    public async ValueTask DisposeAsync()
    {
        Site?.Dispose();
        Browser?.Dispose();
        if (Application is not null)
        {
            await Application.DisposeAsync();
        }

        if (_builder is not null)
        {
            await _builder.DisposeAsync();
        }
    }

    private async Task<IEnumerable<string>> SecretsAsync(CancellationToken cancellationToken)
    {
        var values = new List<string>();
        foreach (var parameter in _builder!.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            values.Add((await parameter.GetValueAsync(cancellationToken))!);
        }

        return values;
    }
}
