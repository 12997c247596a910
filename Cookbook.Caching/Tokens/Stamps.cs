using Cookbook.Caching.Schema;

namespace Cookbook.Caching.Tokens;

/// <summary>
/// The tokens that a page was rendered under: those of its tags, and the one for everything. The page is good as long as each of them
/// is what it was. (Equal, never newer: tokens are drawn in another order than transactions commit in.)
/// </summary>
internal sealed class Stamps
{
    private readonly SlotToken[] _tokens;

    private Stamps(SlotToken[] tokens) => _tokens = tokens;

    public ReadOnlySpan<SlotToken> Tokens => _tokens;

    public IEnumerable<int> Slots => _tokens.Select(token => token.Slot);

    /// <summary>The slots that a page with these tags depends on, in ascending order.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="own">The slot of the page's own tag.</param>
    public static int[] SlotsOf(IReadOnlyCollection<string> tags, int own)
    {
        var slots = new SortedSet<int> { TokenSchema.All, own };
        foreach (var tag in tags)
        {
            slots.Add(TagSlots.Of(tag));
        }

        return [.. slots];
    }

    /// <summary>Null if the view does not know one of the slots: such a page cannot be kept.</summary>
    public static Stamps? Take(TokenView view, IEnumerable<int> slots)
    {
        var tokens = new List<SlotToken>();
        foreach (var slot in slots)
        {
            if (view[slot] is not { } token)
            {
                return null;
            }

            tokens.Add(new SlotToken(slot, token));
        }

        return new Stamps([.. tokens]);
    }

    /// <summary>As they were read from an envelope.</summary>
    public static Stamps Of(SlotToken[] tokens) => new(tokens);

    public bool AreCurrentIn(TokenView view)
    {
        foreach (var (slot, token) in _tokens)
        {
            if (view[slot] != token)
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(Stamps other) => _tokens.AsSpan().SequenceEqual(other._tokens);
}
