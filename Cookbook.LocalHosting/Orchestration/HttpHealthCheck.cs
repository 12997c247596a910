using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

internal sealed class HttpHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int status) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var client = clients.CreateClient(nameof(HttpHealthCheck));
        foreach (var port in endpoint.EndpointAnnotation.ReplicaPorts)
        {
            var address = new UriBuilder(endpoint.Scheme, endpoint.Host, port) { Path = path }.Uri;
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
        }

        return HealthCheckResult.Healthy();
    }
}
