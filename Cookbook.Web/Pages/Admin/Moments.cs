using System.Globalization;

namespace Cookbook.Web.Pages.Admin;

/// <summary>A moment, for people: "on 23 November 2026 at 17:20 (UTC)".</summary>
internal static class Moments
{
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("'on' d MMMM yyyy 'at' HH:mm '(UTC)'", CultureInfo.InvariantCulture);
}
