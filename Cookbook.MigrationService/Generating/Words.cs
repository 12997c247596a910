using System.Collections.Immutable;

namespace Cookbook.MigrationService.Generating;

/// <summary>A kind of dish, the tag of all that are of it, and whether it sees a stove.</summary>
internal sealed record Dish(string Name, string Tag, bool IsCooked = true);

/// <summary>What generated recipes are called and found by. Their names depend on the order here: append, and change nothing.</summary>
internal static class Words
{
    public static ImmutableArray<string> Styles { get; } =
    [
        "Roasted", "Smoky", "Spicy", "Creamy", "Braised", "Grilled", "Baked", "Rustic", "Golden", "Crisp", "Slow-Cooked", "Hearty", "Light", "Fiery",
        "Caramelised", "Charred", "Glazed", "Stuffed", "Marinated", "Pan-Fried", "Steamed", "Poached", "Pickled", "Buttery", "Herbed", "Peppery",
        "Tangy", "Sweet-and-Sour", "Velvety", "Warming", "Summer", "Winter", "Harvest", "Sunday", "Weeknight", "Farmhouse", "Fisherman’s", "Shepherd’s",
        "Grandmother’s", "Village",
    ];

    public static ImmutableArray<Dish> Dishes { get; } =
    [
        new("Soup", "soup"), new("Stew", "main"), new("Curry", "main"), new("Pie", "baking"), new("Gratin", "main"), new("Salad", "salad", false),
        new("Risotto", "main"), new("Casserole", "main"), new("Tart", "baking"), new("Dumplings", "main"), new("Pasta", "pasta"), new("Pilaf", "main"),
        new("Fritters", "snack"), new("Hotpot", "main"), new("Chowder", "soup"), new("Ragout", "main"), new("Skewers", "grill"), new("Omelette", "breakfast"),
        new("Sandwich", "snack", false), new("Broth", "soup"), new("Bake", "main"), new("Stir-Fry", "main"), new("Tacos", "snack"), new("Pancakes", "breakfast"),
        new("Croquettes", "snack"), new("Goulash", "main"), new("Tagine", "main"), new("Noodles", "pasta"), new("Frittata", "breakfast"),
        new("Hash", "breakfast"), new("Quiche", "baking"), new("Lasagne", "pasta"), new("Burgers", "grill"), new("Kebabs", "grill"), new("Rolls", "snack"),
        new("Bruschetta", "snack", false), new("Terrine", "starter"), new("Paella", "main"), new("Meatballs", "main"), new("Galette", "baking"),
    ];

    /// <summary>By how many recipes carry them; "quick" is given by the clock.</summary>
    public static Ranking<string> Tags { get; } = new(
    [
        "family", "everyday", "autumn", "winter", "italian", "summer", "spring", "french", "indian", "party", "one pot", "comfort food", "spanish",
        "mexican", "chinese", "japanese", "thai", "greek", "freezer", "picnic", "budget", "turkish", "moroccan", "british", "german", "korean",
        "vietnamese", "lebanese", "scandinavian", "polish", "hungarian", "american", "cajun", "ethiopian", "peruvian", "gluten free", "dairy free",
        "high protein", "leftovers", "festive",
    ]);

    public static ImmutableArray<string> Preparations { get; } =
        ["finely chopped", "sliced", "diced", "crushed", "grated", "at room temperature", "plus more to serve", "rinsed", "halved", "roughly torn"];

    /// <summary>{0}: the main food, {1}: what comes with it, {2}: the style, {3}: the dish; all in lower case.</summary>
    public static ImmutableArray<string> Descriptions { get; } =
    [
        "A {2} {3} of {0}, with {1} stirred in at the <em>last</em> moment.",
        "Plenty of {0} and a little {1}: a {2} {3} that looks after itself while you lay the table.",
        "What to do with {0} when the evenings draw in. The {1} makes the {3}.",
        "A {3} for people who believe that they do not like {0}; {1} wins them over.",
        "Everything in one pan: {0}, {1} and patience. Better still the next day.",
        "The {3} that is asked for again. Do not be shy with the {1}, nor shorten the time that the {0} needs.",
        "A plain {3} of {0}, made {2} and lifted by {1}.",
        "Few ingredients, well treated: {0}, {1}, good oil and <em>enough salt</em>.",
    ];
}
