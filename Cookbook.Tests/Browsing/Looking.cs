using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>
/// A page as it is now, in light and dark, wide and as narrow as WCAG has it (success criterion 1.4.10). <c>COOKBOOK_SCREENSHOTS</c> names a
/// folder that keeps pictures of it.
/// </summary>
internal static class Looking
{
    /// <summary>Half of 1280: what is left of a window at 200 % zoom.</summary>
    private const int Zoomed = 640;

    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("COOKBOOK_SCREENSHOTS");

    /// <param name="visitor">Who has it open.</param>
    /// <param name="title">For the pictures.</param>
    public static async Task LookAtAsync(this Visitor visitor, string title)
    {
        await visitor.Page.SetViewportSizeAsync(Zoomed, 450);
        await visitor.MustFitAsync();
        foreach (var width in (int[])[320, 1200])
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            await visitor.MustFitAsync();
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await ShootAsync(visitor, title, $"{width}.light");
            await visitor.MustBeAccessibleAsync();
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            await ShootAsync(visitor, title, $"{width}.dark");
            await visitor.MustHaveContrastAsync();
        }
    }

    /// <summary>The picture alone, as a printer gets the page.</summary>
    public static async Task PrintAsync(this Visitor visitor, string title)
    {
        await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Light });
        await ShootAsync(visitor, title, "print");
        await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
    }

    private static async Task ShootAsync(Visitor visitor, string title, string variant)
    {
        if (Screenshots is not null)
        {
            var name = string.Concat(title.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim('-');
            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.{variant}.png"), FullPage = true });
        }
    }
}
