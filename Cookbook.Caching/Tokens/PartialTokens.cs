namespace Cookbook.Caching.Tokens;

/// <summary>The tokens of a few slots, read for one request.</summary>
internal sealed class PartialTokens(IEnumerable<SlotToken> tokens) : TokenView
{
    private readonly Dictionary<int, long> _tokens = tokens.ToDictionary(token => token.Slot, token => token.Token);

    public override long? this[int slot] => _tokens.TryGetValue(slot, out var token) ? token : null;
}
