using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cookbook.LocalHosting.Orchestration;

internal static class Ports
{
    /// <summary>Below the range from which the system takes ports for outgoing connections, so that none of those comes in between.</summary>
    private const int First = 15_000;
    private const int AfterLast = 32_000;

    private static readonly ConcurrentDictionary<int, bool> GivenOut = new();

    /// <summary>A port that nobody listens on, and that this process has not given out before.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (GivenOut.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Keeps a port from being given out.</summary>
    public static void Reserve(int port) => GivenOut.TryAdd(port, true);

    public static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            // A machine without IPv6 on its loopback: nobody can take that side.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
