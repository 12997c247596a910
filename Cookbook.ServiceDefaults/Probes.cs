using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cookbook.ServiceDefaults;

/// <summary>
/// What platforms ask every few seconds, by HTTP; or by a command inside the container, where there is no curl:
/// <c>dotnet Cookbook.Web.dll probe</c>.
/// </summary>
public static class Probes
{
    /// <summary>Whether what the service cannot work without is there. For starting and for watching.</summary>
    public const string Health = "/health";

    /// <summary>
    /// Whether a service that runs is to be given requests: until it is told to end. Not whether what it needs is there: without that all
    /// replicas would be taken out at once, although each still has pages to serve.
    /// </summary>
    public const string Readiness = "/ready";

    /// <summary>Whether the process answers.</summary>
    public const string Liveness = "/alive";

    /// <summary>As the only word of the command line: ask the service that runs here, say what it says, and end with 0 if it is healthy.</summary>
    public const string Command = "probe";

    private const int UsualPort = 8080;

    public static bool Is(PathString path) => path.StartsWithSegments(Health) || path.StartsWithSegments(Readiness) || path.StartsWithSegments(Liveness);

    /// <summary>Asks with the first of the names under which the service lets itself be asked (<c>AllowedHosts</c>).</summary>
    /// <returns>The exit code.</returns>
    public static int Ask()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", Port(), Health).Uri);
        if (Environment.GetEnvironmentVariable("AllowedHosts")?.Split(';')[0] is { Length: > 0 } host && !host.StartsWith('*'))
        {
            request.Headers.Host = host;
        }

        try
        {
            using var response = client.Send(request);
            using var said = new StreamReader(response.Content.ReadAsStream());
            Console.Out.WriteLine(said.ReadToEnd());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static int Port()
    {
        var ports = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS");
        return int.TryParse(ports?.Split(';')[0], CultureInfo.InvariantCulture, out var port) ? port : UsualPort;
    }
}
