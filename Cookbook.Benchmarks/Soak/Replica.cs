namespace Cookbook.Benchmarks.Soak;

/// <summary>One of the site's addresses, behind which one process comes after another.</summary>
internal sealed class Replica(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    /// <summary>Which process: 0, then 1, …</summary>
    public int Life { get; set; }

    public Outage Away { get; } = new();

    public void Dispose() => client.Dispose();
}
