using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cookbook.LocalHosting.Dashboard.Receiver;

/// <summary>What a process must send along, so that no other program of this machine can fill the dashboard.</summary>
internal sealed class ApiKey(string key)
{
    public const string Header = "x-otlp-api-key";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>In a time that tells nothing of the key.</summary>
    public bool IsIn(IHeaderDictionary headers) => headers[Header] is [{ } sent]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), _key);
}
