namespace Aspire.Hosting;

/// <summary>An AppHost that describes its application wrongly ends with the reason and exit code 1, not with a stack and a core dump.</summary>
internal static class PlainFailures
{
    private static int _installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is DistributedApplicationException exception)
                {
                    Console.Error.WriteLine(exception.Message);
                    Environment.Exit(1);
                }
            };
        }
    }
}
