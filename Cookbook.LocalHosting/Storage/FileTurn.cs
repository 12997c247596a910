namespace Cookbook.LocalHosting.Storage;

/// <summary>Lets one process after the other do something, by an exclusively opened file, which the system closes even for the killed.</summary>
internal static class FileTurn
{
    /// <exception cref="TimeoutException">Others took longer than <paramref name="patience"/>.</exception>
    public static async Task<IAsyncDisposable> TakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
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
                    await Task.Delay(200, timeout.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new TimeoutException($"Another process has held {path} for {patience.TotalMinutes:0} minutes. End it, then try again.");
                }
            }
        }
    }
}
