namespace Cookbook.Caching.Tokens;

/// <summary>The tokens as they were at one moment: all of them, or those that somebody asked for.</summary>
internal abstract class TokenView
{
    /// <summary>Null if this view does not know the slot: then nothing can be said about what depends on it.</summary>
    public abstract long? this[int slot] { get; }
}
