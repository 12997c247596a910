using System.Reflection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching;

/// <summary>A connection to Redis on whose commands a test lays its hand.</summary>
public class Intercepted : DispatchProxy
{
    private Func<MethodInfo, object?[]?, object?>? _answer;

    /// <param name="connection">Has all that it has, except for the commands.</param>
    /// <param name="command">Gives each command's answer; it may ask the database that it is given.</param>
    public static IConnectionMultiplexer Around(IConnectionMultiplexer connection, Func<IDatabase, MethodInfo, object?[]?, object?> command)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var database = connection.GetDatabase();
        var intercepted = Answering<IDatabase>((method, arguments) =>
            method.Name == $"get_{nameof(IDatabase.Multiplexer)}" ? connection : command(database, method, arguments));
        return Answering<IConnectionMultiplexer>((method, arguments) =>
            method.Name == nameof(IConnectionMultiplexer.GetDatabase) ? intercepted : method.Invoke(connection, arguments));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args);

    private static T Answering<T>(Func<MethodInfo, object?[]?, object?> answer)
        where T : class
    {
        var proxy = Create<T, Intercepted>();
        ((Intercepted)(object)proxy)._answer = answer;
        return proxy;
    }
}
