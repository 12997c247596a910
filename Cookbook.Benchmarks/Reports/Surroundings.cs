using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Cookbook.Benchmarks.Requests;
using CliWrap;
using CliWrap.Buffered;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Benchmarks.Reports;

/// <summary>The machine, the programs and the commit that figures belong to.</summary>
internal sealed record Surroundings(
    int Cores, string Processor, double MemoryGiB, string System, string DotNet, string Postgres, string Redis, string? Wrk, string? Nginx, string Commit)
{
    /// <summary>The same in words.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{Cores} cores, which the load generator and the servers share; {Processor}; {MemoryGiB:0.0} GiB"),
        $"{System}; {DotNet}; Postgres {Postgres}; Redis {Redis}; {Wrk ?? "wrk: not installed"}; {Nginx ?? "nginx: not installed"}",
        $"commit {Commit}",
    ];

    public static async Task<Surroundings> OfAsync(MeasuredSystem system, CancellationToken cancellationToken) => new(
        Environment.ProcessorCount,
        ProcessorModel(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        await PostgresVersionAsync(system.Postgres, cancellationToken),
        await RedisVersionAsync(system.Redis),
        Of(await InstalledProgram.SaysAsync("wrk", ["-v"], cancellationToken), "wrk "),
        Of(await InstalledProgram.SaysAsync("nginx", ["-v"], cancellationToken), "nginx/"),
        await CommitAsync(cancellationToken));

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
        if (InstalledProgram.Find("git") is null || !Directory.Exists(Path.Combine(Repository.Root, ".git")))
        {
            return "unknown";
        }

        var commit = await GitAsync("rev-parse", "--short=12", "HEAD");
        return (await GitAsync("status", "--porcelain")).Length == 0 ? commit : $"{commit} + changes";

        async Task<string> GitAsync(params string[] arguments) => (await Cli.Wrap("git").WithArguments(arguments)
            .WithWorkingDirectory(Repository.Root).ExecuteBufferedAsync(cancellationToken)).StandardOutput.Trim();
    }
}
