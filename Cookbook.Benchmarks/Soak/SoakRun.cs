using System.Collections.Concurrent;

namespace Cookbook.Benchmarks.Soak;

/// <summary>What everybody who takes part in a run shares.</summary>
internal sealed class SoakRun(IReadOnlyList<Replica> replicas, Outage postgresAway, SoakOptions options)
{
    /// <summary>Of findings, in words; the counts go on.</summary>
    private const int MostFindings = 40;

    private readonly ConcurrentQueue<string> _findings = new();

    public IReadOnlyList<Replica> Replicas => replicas;

    public Outage PostgresAway => postgresAway;

    public SoakOptions Options => options;

    public WriteLog Log { get; } = new(options.Recipes, replicas.Count);

    /// <summary>The present phase's figures. A request is counted to the phase in which it was sent.</summary>
    public Tally Now { get; set; } = new("start");

    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>In which phase, and from acknowledged to shown by each replica in milliseconds.</summary>
    public ConcurrentQueue<(string Phase, double Milliseconds)> Lags { get; } = new();

    /// <summary>How far behind the answers were that were late, in milliseconds.</summary>
    public ConcurrentQueue<double> Lateness { get; } = new();

    public void Find(Tally tally, Count count, string what)
    {
        tally.Add(count);
        if (_findings.Count < MostFindings)
        {
            _findings.Enqueue($"{tally.Name}: {count}: {what}");
        }
    }
}
