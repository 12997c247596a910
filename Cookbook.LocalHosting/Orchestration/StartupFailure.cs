using Microsoft.Extensions.Hosting;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The first thing that kept the system from coming up. What fails because of it is not told.</summary>
internal sealed class StartupFailure(IHostApplicationLifetime lifetime)
{
    private string? _message;

    public string? Message => _message;

    /// <summary>Ends the application.</summary>
    public void Report(string message)
    {
        if (Interlocked.CompareExchange(ref _message, message, null) is null)
        {
            lifetime.StopApplication();
        }
    }
}
