namespace Cookbook.LocalHosting.Dashboard;

/// <summary>The dashboard's ports on the loopback.</summary>
/// <param name="Pages">For browsers.</param>
/// <param name="OtlpGrpc">For telemetry over gRPC.</param>
/// <param name="OtlpHttp">For telemetry over HTTP.</param>
internal sealed record DashboardAddresses(int Pages, int OtlpGrpc, int OtlpHttp)
{
    /// <summary>Whoever is connected when the AppHost ends gets so long to finish.</summary>
    public static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// By its number, and not by the name localhost: a browser sends the cookies of a host to all of its ports, and the system's own site,
    /// at localhost, has no business with the dashboard's.
    /// </summary>
    public Uri PagesAddress => new($"http://127.0.0.1:{Pages}/");
}
