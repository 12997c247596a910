using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Benchmarks.Reports;

/// <summary>The machine, the programs, the commit and the time that figures belong to.</summary>
internal sealed record Surroundings(
    int Cores, string Processor, double MemoryGiB, string System, string DotNet, string Postgres, string Redis, string? Wrk, string? Nginx, string Commit,
    DateTimeOffset Time)
{
    private IEnumerable<string> Lines =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{Cores} cores, which the load generator and the servers share; {Processor}; {MemoryGiB:0.0} GiB"),
        $"{System}; {DotNet}; Postgres {Postgres}; Redis {Redis}; {Wrk ?? "wrk: not installed"}; {Nginx ?? "nginx: not installed"}",
        string.Create(CultureInfo.InvariantCulture, $"commit {Commit}; {Time:yyyy-MM-dd HH:mm} UTC"),
    ];

    /// <param name="postgres">Connection string.</param>
    /// <param name="redis">Connection string.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<Surroundings> OfAsync(string postgres, string redis, CancellationToken cancellationToken) => new(
        Environment.ProcessorCount,
        ProcessorModel(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        await PostgresVersionAsync(postgres, cancellationToken),
        await RedisVersionAsync(redis),
        Of(await InstalledProgram.SaysAsync("wrk", ["-v"], cancellationToken), "wrk "),
        Of(await InstalledProgram.SaysAsync("nginx", ["-v"], cancellationToken), "nginx/"),
        await CommitAsync(cancellationToken),
        TimeProvider.System.GetUtcNow());

    /// <summary>A list, with a line break at its end.</summary>
    /// <param name="isQuick">The run was too short to be quoted, and the list says so.</param>
    /// <param name="besides">More lines.</param>
    public string ToMarkdown(bool isQuick, params string[] besides) =>
        string.Concat(Lines.Concat(besides).Concat(isQuick ? ["a quick run: not to be quoted"] : (string[])[]).Select(line => $"- {line}\n"));

    /// <summary>"nginx version: nginx/1.22.1" gives "nginx/1.22.1"; "wrk debian/4.1.0 [epoll] ..." is cut behind its second word.</summary>
    private static string? Of(string? said, string name) => said?.IndexOf(name, StringComparison.Ordinal) is { } at and >= 0
        ? string.Join(' ', said[at..].Split(' ').Take(2))
        : said;

    private static string ProcessorModel()
    {
        const string Linux = "/proc/cpuinfo";
        var model = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return model ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static async Task<string> PostgresVersionAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion.ToString();
    }

    private static async Task<string> RedisVersionAsync(string connectionString)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(connectionString);
        return connection.GetServers()[0].Version.ToString();
    }

    /// <summary>"1a2b3c4d5e6f", "+ changes" where files differ from it.</summary>
    private static async Task<string> CommitAsync(CancellationToken cancellationToken)
    {
        if (InstalledProgram.Find("git") is null || !Path.Exists(Path.Combine(Repository.Root, ".git")))
        {
            return "unknown";
        }

        var commit = await GitAsync("rev-parse", "--short=12", "HEAD");
        return (await GitAsync("status", "--porcelain")).Length == 0 ? commit : $"{commit} + changes";

        async Task<string> GitAsync(params string[] arguments) => (await Cli.Wrap("git").WithArguments(arguments)
            .WithWorkingDirectory(Repository.Root).ExecuteBufferedAsync(cancellationToken)).StandardOutput.Trim();
    }
}
