using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Asks, and judges what is answered.</summary>
internal sealed class Visitor(SoakRun run)
{
    private readonly PageCheck _check = new(run.Log);
    private readonly Copies _copies = new();
    private readonly ConcurrentDictionary<(int Replica, int Life, string Address), bool> _kept = new();

    /// <param name="question">What.</param>
    /// <param name="due">When it should have been asked: waiting for its turn counts.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    /// <returns>The marks on the page; null if no page was shown.</returns>
    public async Task<Mark[]?> AskAsync(Question question, long due, CancellationToken cancellationToken)
    {
        var (tally, life, known, sent) = (run.Now, run.Replicas[question.Replica].Life, run.Log.Known(question.Replica), Stopwatch.GetTimestamp());
        var had = question.Page is { } wanted && _kept.ContainsKey((question.Replica, life, wanted.Address));
        tally.Add(Count.Requests);
        try
        {
            if (question.IsHalf)
            {
                await HangUpAsync(run.Replicas[question.Replica].Client.BaseAddress!, cancellationToken);
                tally.Add(Count.Junk);
                return null;
            }

            using var request = RequestFor(question, out var tag);
            using var response = await run.Replicas[question.Replica].Client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var answer = new Answer(question, response, body, tag, life, known, sent, tally);
            if (question.Page is not null)
            {
                tally.AddLatency(Stopwatch.GetElapsedTime(due), had, $"{Short(question)} on replica {question.Replica + 1} ({(int)response.StatusCode}, {answer.CacheStatus})");
            }

            return Judge(answer, had);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (run.Replicas[question.Replica].Away.Touches(sent))
            {
                tally.Add(Count.Away);
            }
            else
            {
                run.Find(tally, Count.Unanswered, $"{Short(question)} on replica {question.Replica + 1}: {exception.Message}");
            }

            return null;
        }
    }

    private Mark[]? Judge(Answer answer, bool had)
    {
        var (question, tally) = (answer.Question, answer.Tally);
        var status = (int)answer.Response.StatusCode;
        var what = $"{Short(question)} on replica {question.Replica + 1} ({status}, {answer.CacheStatus})";
        if (status >= 500)
        {
            if (!had && run.PostgresAway.Touches(answer.Sent))
            {
                tally.Add(Count.OutageErrors);
            }
            else
            {
                run.Find(tally, Count.Errors, had ? $"{what}, a page that it had" : what);
            }

            return null;
        }

        if (question.Page is null)
        {
            if (question.IsJunk ? status is >= 400 : status is 200)
            {
                tally.Add(question.IsJunk ? Count.Junk : Count.Rendered);
            }
            else
            {
                run.Find(tally, Count.Wrong, what);
            }

            return null;
        }

        if (MarksOf(answer, what) is not { } marks)
        {
            return null;
        }

        var saysStale = answer.CacheStatus.Contains("detail=stale-if-error", StringComparison.Ordinal);
        var (judgement, why, age) = _check.Judge(question.Page, marks, answer.Known, answer.Sent, saysStale);
        switch (judgement)
        {
            case Judgement.Late:
                tally.Add(Count.Late);
                run.Lateness.Enqueue(age.TotalMilliseconds);
                break;
            case Judgement.Stale:
                run.Find(tally, Count.Stale, $"{what} {why}");
                break;
            case Judgement.Wrong:
                run.Find(tally, Count.Wrong, $"{what} {why}");
                break;
        }

        CountSource(answer, saysStale);
        return marks;
    }

    /// <summary>What the answer shows, by its body or by the entity tag that it confirms.</summary>
    private Mark[]? MarksOf(Answer answer, string what)
    {
        var (question, page) = (answer.Question, answer.Question.Page!);
        var tag = answer.Response.Headers.ETag?.Tag ?? "";
        if (answer.Response.StatusCode == HttpStatusCode.NotModified)
        {
            if (answer.Tag is null || (tag.Length > 0 && tag != answer.Tag))
            {
                run.Find(answer.Tally, Count.Wrong, $"{what} confirms {tag}, asked for {answer.Tag ?? "none"}");
                return null;
            }

            answer.Tally.Add(Count.NotModified);
            return _copies.MarksOf(page.Address, answer.Tag);
        }

        if (answer.Response.StatusCode != HttpStatusCode.OK)
        {
            run.Find(answer.Tally, Count.Wrong, $"{what} is no page");
            return null;
        }

        if (question.Method == HttpMethod.Head)
        {
            CountSource(answer, saysStale: false);
            return null;
        }

        var (marks, problem) = _copies.Read(page.Address, tag, answer.Body, string.Join(',', answer.Response.Content.Headers.ContentEncoding), question.Brotli);
        if (problem is not null)
        {
            run.Find(answer.Tally, Count.Wrong, $"{what} {problem}");
            return null;
        }

        return marks;
    }

    private void CountSource(Answer answer, bool saysStale)
    {
        var isHit = answer.CacheStatus.Contains("; hit", StringComparison.Ordinal);
        answer.Tally.Add(
            saysStale ? Count.MarkedStale
            : !isHit ? Count.Rendered
            : answer.CacheStatus.Contains("detail=l2", StringComparison.Ordinal) ? Count.Shared : Count.Memory);
        if (isHit || answer.CacheStatus.Contains("stored", StringComparison.Ordinal))
        {
            _kept[(answer.Question.Replica, answer.Life, answer.Question.Page!.Address)] = true;
        }
    }

    private HttpRequestMessage RequestFor(Question question, out string? tag)
    {
        var request = new HttpRequestMessage(question.Method, question.Address);
        if (question.Brotli)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        }

        tag = question is { Conditional: true, Page: { } page } ? _copies.LatestOf(page.Address, question.Brotli) : null;
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return request;
    }

    private static async Task HangUpAsync(Uri site, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Host, site.Port, cancellationToken);
        await client.GetStream().WriteAsync("GET /cookbook/ HTTP/1.1\r\nHost: local"u8.ToArray(), cancellationToken);
    }

    private static string Short(Question question) => $"{question.Method} {(question.Address.Length > 60 ? $"{question.Address[..60]}…" : question.Address)}";

    private sealed record Answer(
        Question Question, HttpResponseMessage Response, byte[] Body, string? Tag, int Life, int[] Known, long Sent, Tally Tally)
    {
        public string CacheStatus { get; } = Response.Headers.TryGetValues("Cache-Status", out var values) ? string.Join(", ", values) : "no Cache-Status";
    }
}
