namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>What measures.</summary>
/// <param name="Sender">The process.</param>
/// <param name="Scope">Its meter.</param>
/// <param name="Name">Unique in the meter.</param>
/// <param name="Description">In the words of whoever made it; may be empty.</param>
/// <param name="Unit">By UCUM (https://ucum.org/ucum); may be empty.</param>
/// <param name="Kind">What its values mean.</param>
internal sealed record Instrument(Sender Sender, string Scope, string Name, string Description, string Unit, InstrumentKind Kind)
{
    /// <summary>Roughly, in bytes.</summary>
    public int Weight => 400 + (2 * (Scope.Length + Name.Length + Description.Length + Unit.Length));
}

internal enum InstrumentKind
{
    /// <summary>A value as it is at the moment.</summary>
    Gauge,

    /// <summary>How much there has been of something: it only grows.</summary>
    Counter,

    /// <summary>How much there is of something: it grows and shrinks.</summary>
    UpDownCounter,

    /// <summary>How often there were values of which size.</summary>
    Histogram,
}
