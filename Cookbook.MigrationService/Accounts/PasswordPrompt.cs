using System.Text;

namespace Cookbook.MigrationService.Accounts;

/// <summary>Asks for a password, twice and unseen, where somebody sits at a terminal; else takes the first line of what comes in.</summary>
/// <param name="input">Null for a terminal.</param>
/// <param name="error">Where to ask.</param>
internal sealed class PasswordPrompt(TextReader? input, TextWriter error)
{
    /// <exception cref="Failure">There is none, or the second is another.</exception>
    public async Task<string> ReadAsync(string email, CancellationToken cancellationToken)
    {
        if (input is not null)
        {
            return await input.ReadLineAsync(cancellationToken) is { Length: > 0 } line
                ? line
                : throw new Failure("No password came in on standard input. Type it at a terminal, or pass it in: createsuperuser --email … < password-file");
        }

        var password = await TypedAsync($"Password for {email}: ", cancellationToken);
        return await TypedAsync("The same again: ", cancellationToken) == password ? password : throw new Failure("The two passwords differ. Nothing was changed.");
    }

    private async Task<string> TypedAsync(string question, CancellationToken cancellationToken)
    {
        await error.WriteAsync(question);
        var typed = new StringBuilder();
        while (await KeyAsync(cancellationToken) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        await error.WriteLineAsync();
        return typed.ToString();
    }

    /// <summary>Looks now and then, for reading a key cannot be given up.</summary>
    private static async Task<ConsoleKeyInfo> KeyAsync(CancellationToken cancellationToken)
    {
        while (!Console.KeyAvailable)
        {
            await Task.Delay(20, cancellationToken);
        }

        return Console.ReadKey(intercept: true);
    }
}
