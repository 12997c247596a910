namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <summary>The nearest hue to a terminal's colour (https://en.wikipedia.org/wiki/ANSI_escape_code#Colors).</summary>
internal static class Hues
{
    /// <summary>What is less colourful than that, of 255, is a grey.</summary>
    private const int Colourless = 48;

    /// <summary>What is darker than that, of 255, is black; what is brighter than the rest of it, white.</summary>
    private const int Dark = 64;

    private static readonly Hue[] Wheel = [Hue.Red, Hue.Yellow, Hue.Green, Hue.Cyan, Hue.Blue, Hue.Magenta];

    /// <summary>Black, red, green, yellow, blue, magenta, cyan, white; from 8 the same, bright: a bright black is grey.</summary>
    /// <param name="number">0 to 15.</param>
    /// <param name="isGround">A white one is seen; a white text is like any other.</param>
    public static Hue Of16(int number, bool isGround) => number switch
    {
        7 or 15 => isGround ? Hue.Grey : Hue.None,
        8 => Hue.Grey,
        > 8 and < 15 => Hue.BrightRed + (number - 9),
        > 0 and < 7 => Hue.Red + (number - 1),
        _ => Hue.None,
    };

    /// <summary>The sixteen, then a cube of 6 × 6 × 6, then 24 greys.</summary>
    public static Hue Of256(int number, bool isGround)
    {
        if (number is < 16 or > 255)
        {
            return Of16(number, isGround);
        }

        if (number >= 232)
        {
            var grey = 8 + (10 * (number - 232));
            return Of(grey, grey, grey, isGround);
        }

        var cube = number - 16;
        return Of(Level(cube / 36), Level(cube / 6 % 6), Level(cube % 6), isGround);

        static int Level(int step) => step == 0 ? 0 : 55 + (40 * step);
    }

    /// <summary>Of red, green and blue, each 0 to 255.</summary>
    public static Hue Of(int red, int green, int blue, bool isGround)
    {
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        if (most < Dark)
        {
            return Hue.None;
        }

        if (most - least < Colourless)
        {
            return isGround || most <= 255 - Dark ? Hue.Grey : Hue.None;
        }

        // Around the wheel, in sixths: red, yellow, green, cyan, blue, magenta.
        double span = most - least;
        var angle = most == red ? (green - blue) / span
            : most == green ? 2 + ((blue - red) / span)
            : 4 + ((red - green) / span);
        var hue = Wheel[((int)Math.Round(angle) + 6) % 6];
        return most > 255 - Dark && least > 0 ? hue + (Hue.BrightRed - Hue.Red) : hue;
    }
}
