using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cookbook.ServiceDefaults;

/// <summary>
/// What platforms ask every few seconds, by HTTP; or by a command inside the container, where there is no curl:
/// <c>dotnet Cookbook.Web.dll probe</c>.
/// </summary>
public static class Probes
{
    public const string Readiness = "/health";

    public const string Liveness = "/alive";

    /// <summary>As the only word of the command line: ask the service that runs here, say what it says, and end with 0 if it is ready.</summary>
    public const string Command = "probe";

    private const int UsualPort = 8080;

    public static bool Is(PathString path) => path.StartsWithSegments(Readiness) || path.StartsWithSegments(Liveness);

    /// <summary>Asks with the first of the names under which the service lets itself be asked (<c>AllowedHosts</c>).</summary>
    /// <returns>The exit code.</returns>
    public static int Ask()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", Port(), Readiness).Uri);
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
