namespace Cookbook.Benchmarks.Soak;

/// <summary>What a visitor asks a replica.</summary>
/// <param name="Replica">Which.</param>
/// <param name="Address">Path and query.</param>
internal sealed record Question(int Replica, string Address)
{
    /// <summary>What must be answered; null for junk and for what has no recipe on it.</summary>
    public SoakPage? Page { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    public bool Brotli { get; init; }

    /// <summary>With the entity tag of the copy that this visitor has, if there is one.</summary>
    public bool Conditional { get; init; }

    /// <summary>Nothing of this must succeed.</summary>
    public bool IsJunk { get; init; }

    /// <summary>Hangs up in the middle of the request.</summary>
    public bool IsHalf { get; init; }
}
