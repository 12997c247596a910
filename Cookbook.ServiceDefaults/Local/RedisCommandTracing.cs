using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// A client span for each Redis command, under the span during which it was sent. StackExchange.Redis has no spans of its own; its
/// profiler hands out the commands of a session, so each activity gets a session, and its commands become spans when it ends.
/// Names and attributes follow the OpenTelemetry semantic conventions for databases; the source has the name that the
/// instrumentation package gives it, which does the same in the Packages world.
/// </summary>
internal sealed class RedisCommandTracing : BaseProcessor<Activity>
{
    public const string SourceName = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly ConditionalWeakTable<Activity, ProfilingSession> _sessions = [];

    public void Watch(IConnectionMultiplexer connection) => connection.RegisterProfiler(() =>
        Activity.Current is { Recorded: true } activity ? _sessions.GetValue(activity, static _ => new ProfilingSession()) : null);

    public override void OnEnd(Activity data)
    {
        if (!_sessions.TryGetValue(data, out var session))
        {
            return;
        }

        _sessions.Remove(data);
        foreach (var command in session.FinishProfiling())
        {
            Export(command, data);
        }
    }

    private static void Export(IProfiledCommand command, Activity parent)
    {
        using var span = Source.StartActivity(
            command.Command, ActivityKind.Client, parent.Context, startTime: new DateTimeOffset(command.CommandCreated));
        if (span is null)
        {
            return;
        }

        span.SetTag("db.system.name", "redis");
        span.SetTag("db.operation.name", command.Command);
        span.SetTag("db.namespace", command.Db);
        if (command.EndPoint is DnsEndPoint dns)
        {
            span.SetTag("server.address", dns.Host);
            span.SetTag("server.port", dns.Port);
        }
        else if (command.EndPoint is IPEndPoint ip)
        {
            span.SetTag("server.address", ip.Address.ToString());
            span.SetTag("server.port", ip.Port);
        }

        span.SetEndTime(command.CommandCreated + command.ElapsedTime);
    }
}
