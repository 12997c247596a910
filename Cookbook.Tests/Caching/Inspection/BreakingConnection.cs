using System.Reflection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>A connection to Redis whose commands end as the client lets them end when the connection breaks in the middle of an answer.</summary>
public class BreakingConnection : DispatchProxy
{
    private Func<MethodInfo, object?[]?, object?>? _answer;

    /// <param name="connection">Has all that it has, except for the commands.</param>
    /// <param name="failure">What each command throws.</param>
    public static IConnectionMultiplexer Around(IConnectionMultiplexer connection, Exception failure)
    {
        var database = Answering<IDatabase>((method, _) => method.Name == $"get_{nameof(IDatabase.Multiplexer)}" ? connection : throw failure);
        return Answering<IConnectionMultiplexer>((method, arguments) =>
            method.Name == nameof(IConnectionMultiplexer.GetDatabase) ? database : method.Invoke(connection, arguments));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args);

    private static T Answering<T>(Func<MethodInfo, object?[]?, object?> answer)
        where T : class
    {
        var proxy = Create<T, BreakingConnection>();
        ((BreakingConnection)(object)proxy)._answer = answer;
        return proxy;
    }
}
