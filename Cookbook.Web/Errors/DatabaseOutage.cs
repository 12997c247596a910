using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Cookbook.Web.Errors;

internal static class DatabaseOutage
{
    /// <summary>True if Postgres could not be asked, however often it was tried: worth trying again soon, unlike a fault of ours.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        RetryLimitExceededException => true,
        NpgsqlException { IsTransient: true } => true,
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
        _ => Is(exception.InnerException),
    };
}
