using Aspire.Hosting;

namespace Cookbook.LocalHosting.Storage;

/// <summary>Lets one process after the other do something, by an exclusively opened file, which the system closes even for the killed.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the turn; disposing the result ends it.</summary>
    /// <param name="path">The file. It stays.</param>
    /// <param name="patience">How long others may take.</param>
    /// <param name="refusal">What is said when they take longer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DistributedApplicationException">Others took longer: <paramref name="refusal"/>.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan patience, string refusal, CancellationToken cancellationToken = default)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                try
                {
                    await Task.Delay(Pause, timeout.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new DistributedApplicationException(refusal);
                }
            }
        }
    }
}
