namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>The way of every text into the stores: without secrets, not too long, and one copy of what is sent again and again.</summary>
internal sealed class TextIntake(SecretMask mask)
{
    /// <summary>In characters; what is longer is cut, and says so.</summary>
    internal const int Longest = 16 * 1024;

    /// <summary>In characters; a longer text is hardly sent twice.</summary>
    private const int LongestShared = 4 * 1024;

    private readonly SharedCopies<string> _shared = new(8192, StringComparer.Ordinal);

    public string Take(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        text = TakeOnce(text);
        return text.Length > LongestShared ? text : _shared.Of(text);
    }

    /// <summary>For what is hardly ever the same, and would only push others out.</summary>
    public string TakeOnce(string text)
    {
        // Masked before it is cut: half a secret would not be found.
        text = mask.Apply(text);
        return text.Length > Longest ? $"{text.AsSpan(0, Longest)}… ({text.Length - Longest} more characters)" : text;
    }
}
