using System.Globalization;
using Cookbook.Caching.Schema;

namespace Cookbook.Caching.Tokens;

/// <summary>A slot and its token at some moment.</summary>
internal readonly record struct SlotToken(int Slot, long Token)
{
    /// <summary>What a notification says: <c>17:4711 99:4712</c>. False if it says anything else.</summary>
    public static bool TryParse(string payload, out List<SlotToken> changes)
    {
        changes = [];
        foreach (var part in payload.AsSpan().Trim().Split(' '))
        {
            var pair = payload.AsSpan().Trim()[part];
            var colon = pair.IndexOf(':');
            if (colon < 1
                || !int.TryParse(pair[..colon], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var slot)
                || !long.TryParse(pair[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var token)
                || slot is < TokenSchema.All or >= TokenSchema.Slots)
            {
                return false;
            }

            changes.Add(new SlotToken(slot, token));
        }

        return true;
    }
}
