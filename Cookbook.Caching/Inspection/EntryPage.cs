namespace Cookbook.Caching.Inspection;

/// <summary>A part of a list of entries.</summary>
/// <param name="Entries">In no particular order, and now and then more than were asked for: as Redis has them at hand.</param>
/// <param name="Next">The cursor to go on with; null at the end. A part may be empty and not be the last.</param>
public sealed record EntryPage(IReadOnlyList<CacheEntry> Entries, string? Next);
