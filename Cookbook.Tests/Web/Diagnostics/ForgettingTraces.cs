using System.Diagnostics;
using Cookbook.Web.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>With the last of its requests a trace is forgotten, and with it those that it has set going.</summary>
public sealed class ForgettingTraces
{
    private readonly RequestLog _log = new(new Replica("here"), TimeProvider.System);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whichever_request_goes_first(bool isAskerFirst)
    {
        var (asker, question) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        var asking = Begin(asker);
        _log.Adopt(question, asker);
        var asked = Begin(question);
        Assert.Same(_log.TraceOf(asker), _log.TraceOf(question));

        _log.Keep(isAskerFirst ? asking : asked);
        Displace(1);
        Assert.NotNull(_log.TraceOf(asker));
        Assert.NotNull(_log.TraceOf(question));

        _log.Keep(isAskerFirst ? asked : asking);
        Displace(RequestLog.Most);
        Assert.Null(_log.TraceOf(asker));
        Assert.Null(_log.TraceOf(question));
    }

    [Fact]
    public void Also_if_it_had_more_questions_than_are_followed()
    {
        var asker = ActivityTraceId.CreateRandom();
        var asking = Begin(asker);
        var questions = Enumerable.Range(0, TraceRecord.MostAdopted + 5).Select(_ => ActivityTraceId.CreateRandom()).ToList();
        foreach (var question in questions)
        {
            _log.Adopt(question, asker);
            _log.Keep(Begin(question));
        }

        _log.Keep(asking);
        Displace(RequestLog.Most);

        Assert.All(questions.Append(asker), trace => Assert.Null(_log.TraceOf(trace)));
    }

    private void Displace(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            _log.Keep(Begin(ActivityTraceId.CreateRandom()));
        }
    }

    private RequestRecord Begin(ActivityTraceId trace)
    {
        using var request = new Activity("request").SetParentId(trace, ActivitySpanId.CreateRandom()).Start();
        return _log.Begin(new DefaultHttpContext().Request);
    }
}
