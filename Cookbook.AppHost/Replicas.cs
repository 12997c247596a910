using System.Globalization;

namespace Cookbook.AppHost;

/// <summary>How many web processes stand behind the site's address: 1, unless <c>Replicas</c> in the configuration says otherwise.</summary>
internal static class Replicas
{
    /// <exception cref="DistributedApplicationException">The configuration has something else than a number from 1.</exception>
    public static int From(IConfiguration configuration) => configuration["Replicas"] switch
    {
        null or "" => 1,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new DistributedApplicationException($"Replicas is '{text}'. It must be a whole number from 1: --Replicas=2."),
    };
}
