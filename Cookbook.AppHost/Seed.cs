namespace Cookbook.AppHost;

/// <summary>What the worker loads into a new database: <c>sample</c> (the default of what runs here), <c>none</c> (of what is published), or a fixture.</summary>
internal static class Seed
{
    /// <summary>A path is meant from where the AppHost is started; the worker runs elsewhere.</summary>
    public static string From(IDistributedApplicationBuilder builder) => builder.Configuration["Seed"] switch
    {
        null or "" => builder.ExecutionContext.IsPublishMode ? "none" : "sample",
        var name when name.Equals("sample", StringComparison.OrdinalIgnoreCase) || name.Equals("none", StringComparison.OrdinalIgnoreCase) => name,
        var path => Path.GetFullPath(path),
    };
}
