using System.Diagnostics;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;
using Cookbook.Benchmarks.Requests;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Benchmarks.Memory;

/// <summary>
/// The memory of the site under as much load as it can bear: hits, as many a second as there can be, and between them every one of more
/// recipes than the first level holds, which are rendered, compressed and put out again.
/// </summary>
internal static class MemoryBenchmark
{
    private const int AnHour = 60;

    /// <summary>At about 3.5 KB each more than the 64 MB of the first level.</summary>
    private const int Recipes = 25_000;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    private static readonly string[] Brotli = ["Accept-Encoding: br"];

    public static async Task<Outcome> RunAsync(ModeOptions options, CancellationToken cancellationToken)
    {
        var (length, load) = (TimeSpan.FromMinutes(options.NumberOf("--minutes") ?? AnHour), LoadGenerator.Named(options.ValueOf("--load")));
        await Console.Error.WriteLineAsync("Starts the system");
        await using var system = await MeasuredSystem.StartAsync([], cancellationToken);
        await BuiltProgram.RunAsync("Cookbook.MigrationService", ["generate", "--recipes", $"{Recipes}"], system.Postgres, cancellationToken);
        var surroundings = await Surroundings.OfAsync(system.Postgres, system.Redis, cancellationToken);

        var watch = new MemoryWatch(_ => system.Process, sites: 1, length);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watched = watch.LookAsync(watching.Token);
        var turns = await LoadAsync(system, load, length, await AddressesAsync(system, cancellationToken), cancellationToken);
        await watching.CancelAsync();
        await watched;

        var breaches = MemoryRule.Breaches(watch.Samples).ToList();
        var markdown =
            $"""
            {surroundings.ToMarkdown(isQuick: false, load.Description)}
            {(breaches.Count == 0 ? "**Flat**, and at most 400 MB." : $"**Failed**: {string.Join("; ", breaches)}.")}

            {MemoryTable.Of(watch.Samples)}
            {turns}
            """;
        var memory = watch.Samples.Select(sample => new { Seconds = sample.At.TotalSeconds, sample.Process, sample.Bytes });
        var data = new { surroundings, breaches, turns, memory };
        return new Outcome(markdown, data, MemoryChart.Draw(watch.Samples, length, phases: []), breaches.Count == 0);
    }

    private static async Task<Table> LoadAsync(
        MeasuredSystem system, LoadGenerator load, TimeSpan length, List<string> addresses, CancellationToken cancellationToken)
    {
        var (hits, brotli, recipes) = (new List<double>(), new List<double>(), new List<double>());
        var cookbook = new Uri(system.FirstLevel, "cookbook/");
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < length)
        {
            hits.Add((await load.RunAsync(cookbook, Turn, [], cancellationToken)).Rate);
            brotli.Add((await load.RunAsync(cookbook, Turn, Brotli, cancellationToken)).Rate);
            recipes.Add(await AskAllAsync(system.FirstLevel, addresses, cancellationToken));
            await Console.Error.WriteLineAsync($"{Stopwatch.GetElapsedTime(begun):hh\\:mm\\:ss} of {length:hh\\:mm\\:ss}");
        }

        var table = new Table(("requests a second", null), ("turns", "0"), ("median", "N0"));
        table.Add("first level", hits.Count, hits.Median());
        table.Add("first level, brotli", brotli.Count, brotli.Median());
        table.Add($"each of {addresses.Count} recipes once, from wherever it is", recipes.Count, recipes.Median());
        return table;
    }

    /// <summary>Once each; requests a second.</summary>
    private static async Task<double> AskAllAsync(Uri site, List<string> addresses, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = site };
        var begun = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = LoadGenerator.Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(addresses, options, async (address, token) => await client.GetByteArrayAsync(address, token));
        return addresses.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<List<string>> AddressesAsync(MeasuredSystem system, CancellationToken cancellationToken)
    {
        await using var db = system.Open();
        return await db.Recipes.Select(recipe => $"/recipes/{recipe.Slug}").ToListAsync(cancellationToken);
    }
}
