namespace Cookbook.Data.Accounts;

/// <summary>Something that somebody did, or tried, on the admin site. Entries are added and never changed.</summary>
public sealed class AuditEntry
{
    /// <summary>In characters: room for two names of 255, and what was done with them.</summary>
    public const int LongestAction = 600;

    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null if nobody was recognised.</summary>
    public int? AccountId { get; init; }

    /// <summary>As it was then; or what was typed.</summary>
    public required string Who { get; init; }

    /// <summary>In a few words: <c>signed in</c>, <c>renamed food lentil to red lentil</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The network address it came from.</summary>
    public string? Address { get; init; }
}
