using System.Globalization;
using Cookbook.Data.Recipes;

namespace Cookbook.MigrationService.Generating;

/// <summary>
/// The recipes that a seed makes. Each is a function of the seed and its number alone: of no clock, no culture, and none of those before
/// it, so that a run may begin anywhere. Within a set no two have the same name.
/// </summary>
internal sealed class RecipeSet(int seed)
{
    /// <summary>As many as there are names.</summary>
    public static readonly int Most = Words.Styles.Length * Pantry.Mains.Length * Words.Dishes.Length * Pantry.Sides.Length;

    private const int SecondsApart = 10;

    /// <summary>So early that the last recipe of a set is not from tomorrow.</summary>
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Ranking<PantryFood> Staples = new(Pantry.Staples);

    private readonly Shuffle _names = new(seed, Most);

    /// <summary>The names of all tags that a recipe of any set can have.</summary>
    public static IEnumerable<string> AllTags =>
        Words.Dishes.Select(dish => dish.Tag).Concat(Pantry.Mains.Select(main => main.Tag!)).Concat(Words.Tags.All).Append("quick").Distinct();

    /// <param name="number">From 0 to <see cref="Most"/> - 1.</param>
    public GeneratedRecipe this[int number]
    {
        get
        {
            var dice = Dice.For(seed, number);
            var (style, main, dish, side) = NameAt(_names.At(number));
            var name = $"{style} {Title(main.Name)} {dish.Name} with {Title(side.Name)}";
            var lines = Lines(ref dice, main, side);
            var prepTime = TimeSpan.FromMinutes(dice.Between(1, 9) * 5);
            TimeSpan? cookTime = dish.IsCooked ? TimeSpan.FromMinutes(dice.Between(2, 30) * 5) : null;
            var createdAt = Start.AddSeconds((double)number * SecondsApart);
            return new GeneratedRecipe
            {
                Name = name,
                Slug = Slug.For(name),
                Description = string.Format(
                    CultureInfo.InvariantCulture,
                    dice.Of(Words.Descriptions),
                    main.Name,
                    side.Name,
                    style.ToLowerInvariant(),
                    dish.Name.ToLowerInvariant()),
                Instructions = Method.Of(ref dice, lines),
                Servings = dice.Between(1, 8),
                PrepTime = prepTime,
                CookTime = cookTime,
                CreatedAt = createdAt,
                UpdatedAt = createdAt.AddMinutes(dice.Throw(60 * 24 * 30)),
                Tags = Tags(ref dice, main, dish, prepTime + (cookTime ?? TimeSpan.Zero)),
                Lines = lines,
            };
        }
    }

    private static (string Style, PantryFood Main, Dish Dish, PantryFood Side) NameAt(int index)
    {
        (index, var style) = Math.DivRem(index, Words.Styles.Length);
        (index, var main) = Math.DivRem(index, Pantry.Mains.Length);
        (index, var dish) = Math.DivRem(index, Words.Dishes.Length);
        return (Words.Styles[style], Pantry.Mains[main], Words.Dishes[dish], Pantry.Sides[index]);
    }

    /// <summary>Five to twelve, no food twice.</summary>
    private static List<GeneratedLine> Lines(ref Dice dice, PantryFood main, PantryFood side)
    {
        var foods = new List<PantryFood> { main, side };
        var count = dice.Between(5, 12);
        while (foods.Count < count)
        {
            var staple = Staples.Of(ref dice);
            if (!foods.Contains(staple))
            {
                foods.Add(staple);
            }
        }

        var lines = new List<GeneratedLine>(count);
        foreach (var food in foods)
        {
            decimal? amount = food.Amounts.IsEmpty ? null : dice.Of(food.Amounts);
            var written = dice.OneIn(4) ? $"{IngredientLine.Text("", amount, food.Unit, food.Name)}, {dice.Of(Words.Preparations)}" : "";
            lines.Add(new GeneratedLine(food.Name, amount, food.Unit, written));
        }

        return lines;
    }

    /// <summary>Those of the main food and the dish, one to three more, and "quick" for what is on the table in half an hour.</summary>
    private static List<string> Tags(ref Dice dice, PantryFood main, Dish dish, TimeSpan time)
    {
        var tags = new List<string> { main.Tag!, dish.Tag };
        for (var count = dice.Between(1, 3); count > 0; count--)
        {
            tags.Add(Words.Tags.Of(ref dice));
        }

        if (time <= TimeSpan.FromMinutes(30))
        {
            tags.Add("quick");
        }

        return [.. tags.Distinct()];
    }

    private static string Title(string name) =>
        string.Join(' ', name.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
