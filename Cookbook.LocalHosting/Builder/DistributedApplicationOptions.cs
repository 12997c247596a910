using System.Reflection;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly. Default: the one that the process was started with.</summary>
    public string? AssemblyName { get; set; }

    public bool DisableDashboard { get; set; }

    internal Assembly? Assembly { get; set; }

    /// <summary>As a test wants it: random ports, data that goes with the application, secrets that nobody keeps, a silent console.</summary>
    internal bool Temporary { get; set; }
}
