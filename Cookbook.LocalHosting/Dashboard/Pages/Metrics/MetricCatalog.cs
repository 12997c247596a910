using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>An instrument of a resource: of all the processes that the resource has been within the hour.</summary>
internal sealed record ShownInstrument(string Resource, IReadOnlyList<ListedInstrument> Parts)
{
    private readonly Instrument _latest = Parts.MaxBy(part => part.Time)!.Instrument;

    public string Meter => _latest.Scope;

    public string Name => _latest.Name;

    public string Description => _latest.Description;

    public string Unit => _latest.Unit;

    public InstrumentKind Kind => _latest.Kind;

    public int Series => Parts.Max(part => part.Series);

    public string Address =>
        $"/metrics/instrument?resource={Uri.EscapeDataString(Resource)}&meter={Uri.EscapeDataString(Meter)}&name={Uri.EscapeDataString(Name)}";

    public bool Has(string text) => text.Length == 0
        || new[] { Name, Meter, Description }.Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What the store has, by the names of the resources.</summary>
internal sealed class MetricCatalog
{
    private readonly MetricStore _store;

    public MetricCatalog(MetricStore store, WatchedResources resources)
    {
        _store = store;
        var names = new Dictionary<Sender, string>(ReferenceEqualityComparer.Instance);
        All =
        [
            .. store.Instruments
                .GroupBy(listed => (Resource: NameOf(listed.Instrument.Sender), listed.Instrument.Scope, listed.Instrument.Name))
                .Select(parts => new ShownInstrument(parts.Key.Resource, [.. parts]))
                .OrderBy(shown => shown.Resource, StringComparer.OrdinalIgnoreCase)
                .ThenBy(shown => shown.Meter, StringComparer.OrdinalIgnoreCase)
                .ThenBy(shown => shown.Name, StringComparer.OrdinalIgnoreCase),
        ];

        string NameOf(Sender sender) => names.TryGetValue(sender, out var name) ? name : names[sender] = resources.NameOf(sender);
    }

    public IReadOnlyList<ShownInstrument> All { get; }

    public IEnumerable<string> Resources => All.Select(shown => shown.Resource).Distinct();

    public ShownInstrument? Find(string? resource, string? meter, string? name) =>
        All.FirstOrDefault(shown => shown.Resource == resource && shown.Meter == (meter ?? "") && shown.Name == name);

    /// <param name="shown">One of <see cref="All"/>.</param>
    /// <param name="since">Nanoseconds since 1970.</param>
    public IReadOnlyList<SeriesReading> Read(ShownInstrument shown, long since) =>
        [.. shown.Parts.Where(part => part.Instrument.Kind == shown.Kind).SelectMany(part => _store.Read(part.Instrument, since))];
}
