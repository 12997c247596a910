using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly. Default: the one that the process was started with.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Default: false; true under the testing builder. The argument <c>--no-dashboard</c> says the same.</summary>
    public bool DisableDashboard { get; set; }

    internal Assembly? Assembly { get; set; }

    /// <summary>As a test wants it: random ports, data that goes with the application, secrets that nobody keeps, a silent console.</summary>
    internal bool Temporary { get; set; }

    /// <summary>A test's last word, before the host is made.</summary>
    internal Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? Configure { get; set; }
}
