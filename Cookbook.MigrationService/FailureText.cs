using System.Net.Sockets;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Cookbook.MigrationService;

/// <summary>What a person reads when the work failed. Only an error that nobody foresaw comes with its stack trace.</summary>
internal static class FailureText
{
    private const string Settings = $"the setting {DatabaseSetting.Setting}";

    public static string For(Exception exception) => exception switch
    {
        Failure failure => failure.Message,
        RetryLimitExceededException { InnerException: { } cause } => For(cause),
        DbUpdateConcurrencyException =>
            "Nothing was changed: somebody edited one of these recipes at the same moment. Run the command again.",
        DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } cause } =>
            $"Nothing was changed: somebody added a row with the same key at the same moment ({cause.ConstraintName}). Run the command again.",
        DbUpdateException { InnerException: NpgsqlException cause } => For(cause),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation } cause =>
            $"The step under way was rolled back: somebody added or deleted a row that it needs at the same moment ({cause.ConstraintName}). Run the command again.",
        PostgresException refusal => Refused(refusal),
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } lost => Unreachable(lost),
        NpgsqlException npgsql => $"The database failed: {npgsql.Message}",
        _ => exception.ToString(),
    };

    private static string Unreachable(NpgsqlException lost) =>
        $"Postgres does not answer: {lost.Message} ({lost.InnerException?.Message}). Check that it runs, and host and port in {Settings}.";

    private static string Refused(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"Postgres refuses to let the worker in: {refusal.MessageText}. Check user name and password in {Settings}.",
        PostgresErrorCodes.InvalidCatalogName =>
            $"Postgres has no such database: {refusal.MessageText}. Run the migration first (this program without arguments), or check {Settings}.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"Postgres does not permit that: {refusal.MessageText}. Grant it, or name another user in {Settings}.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"Postgres is going down or coming up: {refusal.MessageText}. Run the command again when it is there.",
        _ => $"Postgres refused a command: {refusal.SqlState}: {refusal.MessageText}",
    };
}
