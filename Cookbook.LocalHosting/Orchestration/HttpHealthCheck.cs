using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>A GET of the path, query included, to each process behind the endpoint.</summary>
internal sealed class HttpHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int status) : IHealthCheck
{
    /// <summary>A process that takes a connection and says nothing must not hold the check up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var client = clients.CreateClient(nameof(HttpHealthCheck));
        client.Timeout = Patience;
        foreach (var port in endpoint.EndpointAnnotation.ReplicaPorts)
        {
            var address = new Uri(new UriBuilder(endpoint.Scheme, endpoint.Host, port).Uri, path);
            try
            {
                using var response = await client.GetAsync(address, cancellationToken);
                if ((int)response.StatusCode != status)
                {
                    return HealthCheckResult.Unhealthy($"GET {address} answers {(int)response.StatusCode}, not {status}.");
                }
            }
            catch (HttpRequestException exception)
            {
                return HealthCheckResult.Unhealthy($"GET {address} fails: {exception.Message}", exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy($"GET {address} is not answered within {Patience.TotalSeconds:0} seconds.", exception);
            }
        }

        return HealthCheckResult.Healthy();
    }
}
