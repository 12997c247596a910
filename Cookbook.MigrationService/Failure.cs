namespace Cookbook.MigrationService;

/// <summary>An end that was foreseen. The message says what, why and what to do, and is all that a person needs to see.</summary>
internal class Failure(string message, Exception? cause = null) : Exception(message, cause);
