using CliWrap;

namespace Cookbook.Benchmarks;

/// <summary>The repository's other programs, as they were built with this one.</summary>
internal static class BuiltProgram
{
    /// <summary>In the same folder of its project as this program lies in: bin/Release/net10.0.</summary>
    public static string PathOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, project, "bin", own.Parent!.Name, own.Name, $"{project}.dll");
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="project">Whose program.</param>
    /// <param name="arguments">Of it.</param>
    /// <param name="postgres">The connection string of its database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(string project, string[] arguments, string postgres, CancellationToken cancellationToken) =>
        await Cli.Wrap("dotnet")
            .WithArguments([PathOf(project), .. arguments])
            .WithWorkingDirectory(Path.Combine(Repository.Root, project))
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["ConnectionStrings__cookbookdb"] = postgres })
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .ExecuteAsync(cancellationToken);
}
