using System.Diagnostics;

namespace Cookbook.MigrationService;

/// <summary>A span for each step.</summary>
internal static class Spans
{
    /// <summary>Also the application's name, whose source the service defaults listen to.</summary>
    public const string SourceName = "Cookbook.MigrationService";

    public static readonly ActivitySource Source = new(SourceName);

    public static async Task<T> StepAsync<T>(string name, Func<Activity?, Task<T>> work)
    {
        using var span = Source.StartActivity(name);
        try
        {
            return await work(span);
        }
        catch (Exception exception)
        {
            Fail(span, exception);
            throw;
        }
    }

    public static void Fail(Activity? span, Exception exception)
    {
        span?.SetStatus(ActivityStatusCode.Error, exception.Message);
        span?.AddException(exception);
    }
}
