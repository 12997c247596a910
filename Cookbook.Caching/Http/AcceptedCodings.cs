using System.Collections.Concurrent;
using Cookbook.Caching.Store;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Http;

/// <summary>
/// A request's Accept-Encoding (RFC 9110, section 12.5.3): a quality for each coding. Browsers send a handful of different ones, so the
/// first 256 are remembered.
/// </summary>
internal sealed class AcceptedCodings
{
    private const int MostRemembered = 256;

    private static readonly ConcurrentDictionary<string, AcceptedCodings> Remembered = new(StringComparer.Ordinal);

    private static readonly AcceptedCodings OnlyIdentity = new(1, 0, 0);

    private readonly double _identity;
    private readonly double _gzip;
    private readonly double _brotli;

    private AcceptedCodings(double identity, double gzip, double brotli) => (_identity, _gzip, _brotli) = (identity, gzip, brotli);

    /// <summary>Without the header any coding would do; a client that names none gets the body as it is.</summary>
    public static AcceptedCodings Of(StringValues header)
    {
        if (header.Count == 0)
        {
            return OnlyIdentity;
        }

        var text = header.ToString();
        if (Remembered.TryGetValue(text, out var known))
        {
            return known;
        }

        var accepted = Parse(header);
        if (Remembered.Count < MostRemembered)
        {
            Remembered.TryAdd(text, accepted);
        }

        return accepted;
    }

    public double QualityOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli,
        ContentCoding.Gzip => _gzip,
        _ => _identity,
    };

    /// <summary>What cannot be read counts as not sent. Named twice, a coding has the lower of its qualities.</summary>
    private static AcceptedCodings Parse(StringValues header)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. header.OfType<string>()], out var codings))
        {
            return OnlyIdentity;
        }

        var any = Quality("*");

        // Identity is acceptable unless it is ruled out, and the last choice unless it is named.
        return new AcceptedCodings(
            Quality("identity") ?? (any == 0 ? 0 : 0.0001),
            Lowest(Quality("gzip"), Quality("x-gzip")) ?? any ?? 0,
            Quality("br") ?? any ?? 0);

        double? Quality(string name) => Lowest([.. codings
            .Where(coding => coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(coding => (double?)(coding.Quality ?? 1))]);

        static double? Lowest(params double?[] qualities) => qualities.Min();
    }
}
