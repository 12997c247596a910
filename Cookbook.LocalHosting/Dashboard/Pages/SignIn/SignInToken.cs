using System.Security.Cryptography;
using System.Text;

namespace Cookbook.LocalHosting.Dashboard.Pages.SignIn;

/// <summary>
/// Whoever can read the AppHost's console may come in: the address that it prints has a token in it. A token lets one browser in, once;
/// then there is another one, which the console tells too.
/// </summary>
/// <param name="announce">Called when there is a new one.</param>
internal sealed class SignInToken(Action announce)
{
    private readonly Lock _gate = new();

    public string Current { get; private set; } = New();

    public bool TryUse(string? token)
    {
        lock (_gate)
        {
            if (token is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Current)))
            {
                return false;
            }

            Current = New();
        }

        announce();
        return true;
    }

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
