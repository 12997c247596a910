using Cookbook.Caching.Inspection;

namespace Cookbook.Web.Diagnostics;

/// <summary>What the cache did about a request, in a word or two.</summary>
internal static class CacheWords
{
    public static string Of(CacheReport report) =>
        report.CacheStatus is null ? "–"
        : report.WaitedForAnother ? $"{report.Result}, waited for another's"
        : $"{report.Result}, {Reason(report.Reason.Name)}";

    private static string Reason(string name) => name switch
    {
        "l1" => "in memory",
        "l2" => "in Redis",
        _ => name,
    };
}
