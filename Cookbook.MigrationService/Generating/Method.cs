using System.Collections.Immutable;
using System.Globalization;

namespace Cookbook.MigrationService.Generating;

/// <summary>The steps of a generated recipe, as HTML that the site's cleaning leaves as it is.</summary>
internal static class Method
{
    /// <summary>{0}: the main food, {1}: what comes with it, {2}: another of the ingredients, {3}: minutes.</summary>
    private static readonly ImmutableArray<string> First =
    [
        "Weigh out everything and cut the {0} into pieces of the same size, so that they are done at the same time.",
        "Heat the oven to 200 °C and line a deep tin. Toss the {0} in it with the {2} and a good pinch of salt.",
        "Warm a heavy pan over a medium heat, add the {2} and cook for {3} minutes, stirring, until it smells sweet.",
        "Rinse the {0}, pat it dry and season it well. Leave it to stand for {3} minutes while you prepare the rest.",
        "Put the {2} in a large bowl, add half of the {1} and mix until no dry spots are left.",
    ];

    private static readonly ImmutableArray<string> Middle =
    [
        "Add the {0}, turn it in the fat and let it take colour on all sides, about {3} minutes. Do not crowd the pan.",
        "Stir in the {2} and scrape up whatever has caught on the bottom; that is where the taste is.",
        "Pour in just enough water to cover, bring to the boil, then turn the heat down and simmer for {3} minutes with the lid ajar.",
        "Meanwhile, mix the {1} with the {2} and a spoonful of the cooking liquid until smooth.",
        "Turn everything once, spread it out again and give it another {3} minutes, until the edges are crisp.",
        "Taste, and put right what is missing: a little salt, a little acid, or nothing at all.",
        "Fold the {1} through gently, so that the {0} keeps its shape.",
        "Take the pan off the heat, cover it with a cloth and wait {3} minutes; it thickens as it stands.",
        "Mash a ladleful against the side of the pot to bind the liquid, and stir it back in.",
        "Lower the heat, add the {2} a little at a time and keep stirring for {3} minutes.",
    ];

    private static readonly ImmutableArray<string> Last =
    [
        "Scatter with the rest of the {1} and serve at once.",
        "Let it rest for {3} minutes, then carry it to the table in its dish, with the {1} beside it.",
        "Divide between warm plates, spoon over the juices and finish with {1}.",
        "Leave to cool for {3} minutes. It can be eaten warm, and keeps for two days in the refrigerator.",
    ];

    /// <summary>An ordered list of three to seven steps.</summary>
    public static string Of(ref Dice dice, IReadOnlyList<GeneratedLine> lines)
    {
        var steps = new List<string> { Step(First, ref dice, lines) };
        var left = Middle.ToList();
        for (var count = dice.Between(1, 5); count > 0; count--)
        {
            var at = dice.Throw(left.Count);
            steps.Add(Step([left[at]], ref dice, lines));
            left.RemoveAt(at);
        }

        steps.Add(Step(Last, ref dice, lines));
        return $"<ol>\n{string.Concat(steps.Select(step => $"<li>{step}</li>\n"))}</ol>";
    }

    /// <summary>The first line is the main food, the second what comes with it.</summary>
    private static string Step(ImmutableArray<string> sentences, ref Dice dice, IReadOnlyList<GeneratedLine> lines) => string.Format(
        CultureInfo.InvariantCulture,
        dice.Of(sentences),
        lines[0].Food,
        lines[1].Food,
        lines[dice.Between(2, lines.Count - 1)].Food,
        dice.Between(1, 8) * 5);
}
