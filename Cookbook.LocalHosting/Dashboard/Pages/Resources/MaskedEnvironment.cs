using System.Text.RegularExpressions;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>The variables of a process, for eyes that may not know its secrets.</summary>
internal static partial class MaskedEnvironment
{
    /// <summary>A secret that the AppHost knows is taken out wherever it stands; of a variable with a telling name nothing is left.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(CustomResourceSnapshot snapshot, SecretMask mask) =>
    [
        .. snapshot.EnvironmentVariables
            .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)
            .Select(variable => (variable.Name, Telling().IsMatch(variable.Name) && !string.IsNullOrEmpty(variable.Value) ? SecretMask.Mask : mask.Apply(variable.Value ?? ""))),
    ];

    [GeneratedRegex("password|passwd|secret|token|credential|private|api_?key|(^|_)key$|otlp_headers", RegexOptions.IgnoreCase)]
    private static partial Regex Telling();
}
