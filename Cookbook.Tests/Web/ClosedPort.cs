using System.Net;
using System.Net.Sockets;

namespace Cookbook.Tests.Web;

/// <summary>A port that refuses connections for as long as this lives: it is taken, and nobody listens.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string Redis => $"127.0.0.1:{Number}";

    public string Postgres => $"Host=127.0.0.1;Port={Number};Username=postgres;Password=x;Database=none";

    private int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
