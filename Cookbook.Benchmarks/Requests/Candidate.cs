using Cookbook.Benchmarks.Load;

namespace Cookbook.Benchmarks.Requests;

/// <summary>One way to get the answer of an address.</summary>
/// <param name="Name">The row in the table.</param>
/// <param name="RunAsync">Null where it cannot be measured here.</param>
/// <param name="Missing">Then: why not.</param>
internal sealed record Candidate(string Name, Func<TimeSpan, CancellationToken, Task<Measured>>? RunAsync, string? Missing = null)
{
    public const string Naive = "naive EF Core";
    public const string Anew = "rendered anew";
    public const string Stock = "stock output cache in Redis";
    public const string SecondLevel = "second level";
    public const string FirstLevel = "first level";
    public const string Fixed = "fixed bytes";
    public const string NotModified = "first level, 304";
    public const string Brotli = "first level, brotli";
    public const string Nginx = "nginx, the same as a file";
    public const string Redis = "redis-benchmark, GET of as many bytes";

    public static Candidate NotHere(string name, string why) => new(name, RunAsync: null, why);
}

/// <summary>An address of the site, with the ways to get its answer.</summary>
/// <param name="Address">"/cookbook/".</param>
/// <param name="Bytes">Of its body.</param>
/// <param name="BrotliBytes">Of its body as browsers get it; 0 where the site does not compress it.</param>
/// <param name="Candidates">In the table's order; none where the site has no such address.</param>
internal sealed record Subject(string Address, int Bytes, int BrotliBytes, IReadOnlyList<Candidate> Candidates);
