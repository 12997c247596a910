using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Cookbook.ServiceDefaults;

/// <summary>
/// Secrets as containers are given them: a file each, named for the setting (<c>/run/secrets/ConnectionStrings__cookbookdb</c>). A file is
/// not in the environment, which child processes inherit and <c>docker inspect</c> shows.
/// </summary>
internal static class SecretFiles
{
    /// <summary>Another folder.</summary>
    public const string Setting = "SecretFiles";

    private const string Usual = "/run/secrets";

    /// <summary>Whatever else says a setting (settings files, the environment, the command line) stands.</summary>
    /// <exception cref="UnauthorizedAccessException">A file may not be read by the user that the process runs as.</exception>
    public static void AddSecretFiles(this IHostApplicationBuilder builder)
    {
        var folder = builder.Configuration[Setting] is { Length: > 0 } said ? said : Usual;
        if (Directory.Exists(folder))
        {
            builder.Configuration.Sources.Insert(0, new KeyPerFileConfigurationSource
            {
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)),
                Optional = true,
            });
        }
    }
}
