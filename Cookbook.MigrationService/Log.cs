namespace Cookbook.MigrationService;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} migrations")]
    public static partial void Migrated(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded {Records} records of seed {Seed}")]
    public static partial void Seeded(ILogger logger, int records, string seed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Seed {Seed} was loaded before")]
    public static partial void SeededBefore(ILogger logger, string seed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded {Records} records from {Files} files")]
    public static partial void Loaded(ILogger logger, int records, int files);

    [LoggerMessage(Level = LogLevel.Information, Message = "Generated {Count} recipes of seed {Seed}")]
    public static partial void Generated(ILogger logger, int count, int seed);

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the administrator {Email}")]
    public static partial void AdministratorMade(ILogger logger, string email);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another worker holds the database's lock")]
    public static partial void WaitingForLock(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} was stopped before its end")]
    public static partial void Stopped(ILogger logger, string work);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string work);
}
