namespace Cookbook.Caching.Inspection;

/// <summary>What a page depends on: a tag of its policy or one it has found, the page's own (<c>page:{key}</c>), or everything.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Slot">Where its token stands; -1 for everything.</param>
/// <param name="Stamp">The token that the page was rendered under.</param>
/// <param name="Token">The token as of now; null if nobody is sure of it.</param>
public sealed record CacheTag(string Name, int Slot, long Stamp, long? Token)
{
    /// <summary>The name of what every page depends on.</summary>
    public const string Everything = "everything";

    /// <summary>False if what the tag stands for has changed since; null if nobody is sure.</summary>
    public bool? IsCurrent => Token is null ? null : Token == Stamp;
}
