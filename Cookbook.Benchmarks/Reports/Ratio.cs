using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks.Reports;

/// <summary>What the system is to reach, on whatever machine: figures of one run, each by another.</summary>
/// <param name="What">Of what.</param>
/// <param name="Value">Measured: the median of what each round says.</param>
/// <param name="OfMedians">The median rates, one by the other; the same where there are no rounds.</param>
/// <param name="Target">To be reached.</param>
/// <param name="IsReached">Whether the value, as it is and not as it is printed, reaches it.</param>
internal sealed record Ratio(string What, double Value, double OfMedians, string Target, bool IsReached)
{
    public static IEnumerable<Ratio> Of(Report report)
    {
        var page = report.Subjects[0];
        return new[]
        {
            AtLeast(page, Candidate.FirstLevel, Candidate.Fixed, 0.9),
            AtLeast(page, Candidate.FirstLevel, Candidate.Nginx, 1),
            AtLeast(page, Candidate.SecondLevel, Candidate.Fixed, 0.6),
            AtLeast(page, Candidate.Anew, Candidate.Naive, 2.5),
            AtMost("bytes of brotli / of identity", (double)page.BrotliBytes / page.Bytes, 0.25),
        }.OfType<Ratio>();
    }

    private static Ratio? AtLeast(MeasuredSubject subject, string name, string other, double target) =>
        subject.RatioOf(name, other) is { } ratio && subject.RatioOfMedians(name, other) is { } ofMedians
            ? new Ratio($"{name} / {other}", ratio, ofMedians, FormattableString.Invariant($"at least {target:0.00}"), ratio >= target)
            : null;

    private static Ratio AtMost(string what, double ratio, double target) =>
        new(what, ratio, ratio, FormattableString.Invariant($"at most {target:0.00}"), ratio <= target);
}
