using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

/// <summary>A site that answers as a test says, before the visitor of a soak with two replicas.</summary>
internal sealed class PlantedSite : HttpMessageHandler
{
    public PlantedSite()
    {
        var replicas = Enumerable.Range(0, 2).Select(_ => new Replica(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://localhost") })).ToList();
        Run = new SoakRun(replicas, new Outage(), new SoakOptions { Recipes = 3 });
        Visitor = new Visitor(Run);
    }

    public SoakRun Run { get; }

    public Visitor Visitor { get; }

    /// <summary>What is answered next.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => new HttpResponseMessage(HttpStatusCode.NotFound);

    /// <summary>What was counted.</summary>
    public long this[Count count] => Run.Now[count];

    /// <summary>The page of a recipe in these versions of its three parts.</summary>
    public static HttpResponseMessage Page(int recipe, int description, int line, int step, string status = "cookbook; hit; ttl=800; detail=l1")
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(string.Create(CultureInfo.InvariantCulture, $"<html>desc-{recipe}-{description} line-{recipe}-{line} step-{recipe}-{step}</html>\n")),
        };
        response.Headers.TryAddWithoutValidation("ETag", string.Create(CultureInfo.InvariantCulture, $"\"{recipe}-{description}-{line}-{step}\""));
        response.Headers.TryAddWithoutValidation("Cache-Status", status);
        return response;
    }

    /// <summary>A write of recipe 0 that was acknowledged so long ago.</summary>
    public void Write(TimeSpan ago) =>
        Run.Log.Acknowledge(0, Run.Log.Begin(0), Stopwatch.GetTimestamp() - (long)(ago.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Asks replica 0 for the page of recipe 0.</summary>
    public Task AskAsync(bool conditional = false)
    {
        var page = SoakPage.Details(0);
        var question = new Question(0, page.Address) { Page = page, Conditional = conditional };
        return Visitor.AskAsync(question, Stopwatch.GetTimestamp(), TestContext.Current.CancellationToken);
    }

    public Task AskAsync(Question question) => Visitor.AskAsync(question, Stopwatch.GetTimestamp(), TestContext.Current.CancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Answer(request));
}
