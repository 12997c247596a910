using System.Globalization;
using System.Text;

namespace Cookbook.Web.Plates;

/// <summary>
/// What stands in a photograph's place: a painted plate with the slug's initial, drawn from the slug alone. The same slug gives the
/// same plate on every machine and after every restart.
/// </summary>
internal static class Plate
{
    /// <summary>Drawn pointing up at the rim's radius, then turned around the centre.</summary>
    private static readonly string[] Motifs =
    [
        """<circle cy="-80" r="4"/>""",
        """<path d="M0-91Q8-80 0-69Q-8-80 0-91Z"/>""",
        """<path d="M0-90L6-80L0-70L-6-80Z"/>""",
        """<path class="line" d="M-7-74Q0-90 7-74"/>""",
        """<path class="line" d="M0-90V-70"/><circle cy="-80" r="3"/>""",
        """<path d="M0-72Q-9-78-6-86Q0-90 0-80Q0-90 6-86Q9-78 0-72Z"/>""",
    ];

    /// <param name="slug">In the form of a slug, as <see cref="Pages.Recipes.RecipeAddress.CanHave"/> says; not empty.</param>
    public static string Draw(string slug)
    {
        var random = Hash(slug);
        var motif = Motifs[random % (uint)Motifs.Length];
        var count = 14 + (int)((random >> 8) % 6 * 2);
        var colour = (random >> 16) % 2 == 0 ? "paprika" : "herb";
        var band = (random >> 20) % 3;

        var svg = new StringBuilder(4096);
        svg.Append("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200">
            <style>
            .glaze{fill:#fffdf9;stroke:#221d18;stroke-opacity:.25}
            .paprika{fill:#a63c14;stroke:#a63c14}
            .herb{fill:#3f6b35;stroke:#3f6b35}
            .line,.band{fill:none;stroke-width:2}
            g{stroke-width:0}
            text{font:72px "Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;text-anchor:middle;fill:#221d18}
            @media(prefers-color-scheme:dark){.glaze{fill:#221f1b;stroke:#ede6dc}.paprika{fill:#f0906b;stroke:#f0906b}.herb{fill:#9cc48e;stroke:#9cc48e}text{fill:#ede6dc}}
            </style>
            <circle class="glaze" r="98"/>

            """);
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{colour}\">\n");
        for (var i = 0; i < count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"rotate({360.0 * i / count:0.##})\">{motif}</g>\n");
        }

        svg.Append(band switch
        {
            0 => """<circle class="band" r="62"/>""",
            1 => """<circle class="band" r="64"/><circle class="band" r="58" stroke-dasharray="1 5"/>""",
            _ => """<circle class="band" r="61" stroke-dasharray="7 4"/>""",
        });
        svg.Append(CultureInfo.InvariantCulture, $"\n</g>\n<text y=\"25\">{char.ToUpperInvariant(slug[0])}</text>\n</svg>\n");
        return svg.ToString();
    }

    /// <summary>FNV-1a, its bits mixed once more; string.GetHashCode differs from process to process.</summary>
    private static uint Hash(string slug)
    {
        var hash = 2166136261u;
        foreach (var character in slug)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        hash = unchecked((hash ^ (hash >> 16)) * 0x85ebca6bu);
        hash = unchecked((hash ^ (hash >> 13)) * 0xc2b2ae35u);
        return hash ^ (hash >> 16);
    }
}
