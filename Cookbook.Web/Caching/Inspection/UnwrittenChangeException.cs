namespace Cookbook.Web.Caching.Inspection;

/// <summary>A change was made, and Postgres did not take the entry of the audit log that tells of it.</summary>
/// <param name="action">What was done, as the entry would have said it.</param>
/// <param name="cause">Why there is no entry.</param>
internal sealed class UnwrittenChangeException(string action, Exception cause)
    : Exception($"It was done, and the audit log does not tell of it, because Postgres did not take the entry: {action}.", cause);
