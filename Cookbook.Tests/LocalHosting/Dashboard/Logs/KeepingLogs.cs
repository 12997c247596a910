using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Receiver.Reading;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using LogRecord = Cookbook.LocalHosting.Dashboard.Receiver.Otlp.LogRecord;
using static Cookbook.Tests.LocalHosting.Dashboard.Logs.SentLogs;

namespace Cookbook.Tests.LocalHosting.Dashboard.Logs;

/// <summary>What of the records that are sent is kept.</summary>
public sealed class KeepingLogs
{
    private readonly LogStore _store = new();
    private readonly FakeTimeProvider _time = new(Begin);

    [Fact]
    public void Of_a_resource_the_last_ten_thousand_are_kept()
    {
        Take(Of("quiet", Record("the only one")));
        Take(Of("web", [.. Numbered(1, 6_000)]));
        Take(Of("web", [.. Numbered(6_001, 12_500)]));

        var kept = _store.Read().Where(record => record.Sender.Service == "web").OrderBy(record => record.Number).ToArray();
        Assert.Equal(LogStore.Most, kept.Length);
        Assert.Equal("2501", kept[0].Message);
        Assert.Equal("12500", kept[^1].Message);
        Assert.Equal("the only one", Assert.Single(_store.Read(), record => record.Sender.Service == "quiet").Message);
        Assert.Equal(12_501, _store.LastNumber);
    }

    [Fact]
    public void Many_long_records_take_no_more_memory_than_they_may_and_only_at_the_expense_of_their_resource()
    {
        Take(Of("quiet", Record("the only one")));
        for (var i = 0; i < 20; i++)
        {
            Take(Of("web", [.. Enumerable.Range(0, 100).Select(number => Record($"{i} {number} {new string('x', 15_000)}"))]));
        }

        Assert.InRange(_store.Read().Sum(record => (long)record.Weight), 1, LogStore.Heaviest);
        Assert.Contains(_store.Read(), record => record.Message == "the only one");
        Assert.Contains(_store.Read(), record => record.Message.StartsWith("19 99 ", StringComparison.Ordinal));
        Assert.DoesNotContain(_store.Read(), record => record.Message.StartsWith("0 0 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "", Severity.Trace)]
    [InlineData(5, "", Severity.Debug)]
    [InlineData(8, "ERROR", Severity.Debug)]
    [InlineData(9, "", Severity.Information)]
    [InlineData(13, "", Severity.Warning)]
    [InlineData(17, "", Severity.Error)]
    [InlineData(24, "", Severity.Critical)]
    [InlineData(0, "Warn", Severity.Warning)]
    [InlineData(0, "FATAL", Severity.Critical)]
    [InlineData(0, "soup", Severity.Unknown)]
    [InlineData(-3, "", Severity.Unknown)]
    [InlineData(99, "error", Severity.Error)]
    public void A_level_is_the_number_or_else_the_word_that_is_sent(int number, string word, object level)
    {
        var record = Record("soup", number);
        record.SeverityText = word;
        Take(Of("web", record));
        Assert.Equal(level, Assert.Single(_store.Read()).Severity);
    }

    [Fact]
    public void A_record_without_a_time_has_that_at_which_it_was_observed_or_else_at_which_it_came()
    {
        var bare = new ScopeLogs { LogRecords = { new LogRecord(), new LogRecord { ObservedTimeUnixNano = 123_000 } } };
        Take(new ExportLogsServiceRequest { ResourceLogs = { new ResourceLogs { ScopeLogs = { bare } } } });
        Assert.Equal([123_000, (Begin - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick], _store.Read().Select(record => record.At).Order());
        Assert.All(_store.Read(), record => Assert.Equal((Sender.UnknownService, "", ""), (record.Sender.Service, record.Category, record.Message)));
    }

    [Fact]
    public void What_is_not_text_is_kept_as_JSON()
    {
        var record = Record("");
        var course = new KeyValue { Key = "soup", Value = new AnyValue { IntValue = 3 } };
        record.Body = new AnyValue { KvlistValue = new KeyValueList { Values = { course } } };
        Take(Of("web", record));
        Assert.Equal("{\"soup\":3}", Assert.Single(_store.Read()).Message);
    }

    [Fact]
    public void An_id_of_the_wrong_length_is_none()
    {
        var record = Record("soup");
        (record.TraceId, record.SpanId) = (ByteString.CopyFrom(1, 2, 3), ByteString.CopyFrom(new byte[16]));
        Take(Of("web", record));
        var kept = Assert.Single(_store.Read());
        Assert.True(kept.Trace.IsNone);
        Assert.True(kept.Span.IsNone);
    }

    private void Take(ExportLogsServiceRequest request)
    {
        var attributes = new AttributeReader(new TextIntake(SecretMask.None));
        new LogReader(_store, new SenderReader(new Senders(), attributes), attributes, _time).Take(request);
    }
}
