namespace Cookbook.AppHost;

/// <summary>What the worker loads into a new database: <c>sample</c> (the default), <c>none</c>, or a fixture.</summary>
internal static class Seed
{
    /// <summary>A path is meant from where the AppHost is started; the worker runs elsewhere.</summary>
    public static string From(IConfiguration configuration) => configuration["Seed"] switch
    {
        null or "" => "sample",
        var name when name.Equals("sample", StringComparison.OrdinalIgnoreCase) || name.Equals("none", StringComparison.OrdinalIgnoreCase) => name,
        var path => Path.GetFullPath(path),
    };
}
