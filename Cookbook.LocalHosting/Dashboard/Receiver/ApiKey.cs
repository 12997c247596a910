using System.Security.Cryptography;
using System.Text;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.AspNetCore.Http;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>What a process must send along, so that no other program of this machine can fill the dashboard.</summary>
internal sealed class ApiKey(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>In a time that tells nothing of the key.</summary>
    public bool IsIn(IHeaderDictionary headers) => headers[OtlpSettings.ApiKeyHeader] is [{ } sent]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), _key);
}
