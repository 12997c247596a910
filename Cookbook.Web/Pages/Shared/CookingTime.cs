using System.Globalization;
using System.Xml;

namespace Cookbook.Web.Pages;

/// <summary>A time in the kitchen, for people ("1 h 15 min") and for <c>&lt;time datetime&gt;</c> ("PT1H15M").</summary>
internal static class CookingTime
{
    public static string Text(TimeSpan time)
    {
        var hours = (int)time.TotalHours;
        return (hours, time.Minutes) switch
        {
            (0, var minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes} min"),
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{hours} h"),
            (_, var minutes) => string.Create(CultureInfo.InvariantCulture, $"{hours} h {minutes} min"),
        };
    }

    public static string Machine(TimeSpan time) => XmlConvert.ToString(time);

    /// <summary>Preparation and cooking together; null if neither is known.</summary>
    public static TimeSpan? Total(TimeSpan? preparation, TimeSpan? cooking)
    {
        var total = (preparation ?? TimeSpan.Zero) + (cooking ?? TimeSpan.Zero);
        return total > TimeSpan.Zero ? total : null;
    }
}
