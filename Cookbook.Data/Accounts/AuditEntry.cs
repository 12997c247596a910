namespace Cookbook.Data.Accounts;

/// <summary>Something that somebody did, or tried, on the admin site. Entries are added and never changed.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null if nobody was recognised.</summary>
    public int? AccountId { get; init; }

    /// <summary>As it was then; or what was typed.</summary>
    public required string Who { get; init; }

    /// <summary>In a few words: <c>signed in</c>, <c>sign-in refused</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The network address it came from.</summary>
    public string? Address { get; init; }
}
