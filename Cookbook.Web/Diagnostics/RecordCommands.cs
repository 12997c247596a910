using System.Diagnostics;
using Npgsql;

namespace Cookbook.Web.Diagnostics;

/// <summary>Lets Npgsql hand over each command with its span, when it begins.</summary>
internal static class RecordCommands
{
    /// <summary>
    /// Without anything of a site: Entity Framework keeps one data source for each connection string of a process, with the callback of
    /// whoever came first.
    /// </summary>
    public static void Configure(NpgsqlDataSourceBuilder source) =>
        source.ConfigureTracing(tracing => tracing.ConfigureCommandEnrichmentCallback(Enrich));

    private static void Enrich(Activity activity, NpgsqlCommand command)
    {
        if (activity.Recorded)
        {
            SentCommand.Of(command, SecretTables.OfTheSite).PutOn(activity);
        }
    }
}
