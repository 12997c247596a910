using System.Globalization;

namespace Cookbook.Web.Pages.Admin;

/// <summary>A moment, for people, in UTC.</summary>
internal static class Moments
{
    /// <summary>In a sentence: "on 23 November 2026 at 17:20 (UTC)".</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("'on' d MMMM yyyy 'at' HH:mm '(UTC)'", CultureInfo.InvariantCulture);

    /// <summary>In a table whose heading says that it is UTC: "2026-11-23 17:20".</summary>
    public static string Short(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
