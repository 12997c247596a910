using System.Net;
using System.Net.Sockets;

namespace Cookbook.Benchmarks;

internal static class FreePort
{
    /// <summary>A port of the loopback that nobody listens on.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
