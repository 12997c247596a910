using Google.Protobuf;
using static Cookbook.Tests.LocalHosting.Dashboard.Logs.SentLogs;

namespace Cookbook.Tests.LocalHosting.Dashboard.Logs;

/// <summary>A dashboard that has been sent eight records, for tests that only look.</summary>
public sealed class SomeRecords : IAsyncLifetime
{
    /// <summary>That of the third.</summary>
    public const string Trace = "0102030405060708090a0b0c0d0e0f10";

    internal RunningDashboard Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dashboard = await RunningDashboard.StartAsync();
        var traced = Record("3 traced");
        traced.TraceId = ByteString.CopyFrom(Convert.FromHexString(Trace));
        await Dashboard.SendAsync(SentLogs.Path, Of(
            "web",
            Record("1 Soup of the day", 5),
            Record("2 plain", 9, ("main.course", "Tomatoes")),
            traced,
            Record("4 soup is hot", 13),
            Record("5 burnt", 17),
            Record("6 on fire", 21)));

        // Sent later, and later by the clock of the sender.
        var (quiet, last) = (Record("7 quiet", 1), Record("8 no soup", 1));
        quiet.TimeUnixNano = last.TimeUnixNano = (ulong)(Begin.AddHours(1) - DateTimeOffset.UnixEpoch).Ticks * 100;
        await Dashboard.SendAsync(SentLogs.Path, Of("cache", "Store", quiet, last));
    }

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
}
