using Microsoft.Extensions.Options;

namespace Cookbook.ServiceDefaults;

/// <summary>A service cannot start as it is set up. The message names the setting and the remedy, and is all that a person needs to see.</summary>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause)
{
    private static int _installed;

    /// <summary>From now on this process ends with the reason and exit code 1, not with a stack and a core dump.</summary>
    internal static void EndsPlainly()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is StartRefusedException or OptionsValidationException)
                {
                    Console.Error.WriteLine(((Exception)unhandled.ExceptionObject).Message);
                    Environment.Exit(1);
                }
            };
        }
    }
}
