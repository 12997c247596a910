using System.Collections.Immutable;

namespace Cookbook.MigrationService.Generating;

/// <summary>A food, how much of it one takes, and what it says about a recipe that is named for it.</summary>
/// <param name="Name">In lower case, as in a list of ingredients.</param>
/// <param name="Unit">Empty for pieces.</param>
/// <param name="Amounts">To choose from; none for "to taste".</param>
/// <param name="Tag">Of the recipes that it gives its name to; null if it gives its name to none.</param>
internal sealed record PantryFood(string Name, string Unit, ImmutableArray<decimal> Amounts, string? Tag = null);

/// <summary>What generated recipes are made of. Their names depend on the order here: append, and change nothing.</summary>
internal static class Pantry
{
    private static readonly ImmutableArray<decimal> Weights = [200, 250, 300, 400, 450, 500, 600, 750, 900];
    private static readonly ImmutableArray<decimal> SmallWeights = [25, 40, 50, 75, 100, 125, 150, 200];
    private static readonly ImmutableArray<decimal> Volumes = [50, 100, 120, 150, 200, 250, 400, 500, 750];
    private static readonly ImmutableArray<decimal> Spoons = [0.5m, 1, 1.5m, 2, 3, 4];
    private static readonly ImmutableArray<decimal> SmallSpoons = [0.25m, 0.333m, 0.5m, 0.75m, 1, 1.5m, 2];
    private static readonly ImmutableArray<decimal> Pieces = [0.5m, 1, 2, 3, 4, 6];
    private static readonly ImmutableArray<decimal> ToTaste = [];

    /// <summary>What a recipe is named for.</summary>
    public static ImmutableArray<PantryFood> Mains { get; } =
    [
        .. Shelf("g", Weights, "vegetarian", """
            aubergine, beetroot, broccoli, butternut squash, cabbage, carrot, cauliflower, celeriac, chard, chestnut, courgette, fennel, kale,
            leek, mushroom, parsnip, pea, red pepper, potato, pumpkin, spinach, sweet potato, tomato, turnip, artichoke, asparagus, sweetcorn,
            okra, chickpea, red lentil, black bean, white bean, kidney bean, broad bean, green lentil, split pea, tofu, halloumi, paneer, feta,
            ricotta, barley, runner bean, squash blossom
            """),
        .. Shelf("g", Weights, "meat", """
            beef, beef shin, oxtail, pork, pork belly, bacon, ham, chorizo, lamb, lamb shoulder, chicken, chicken thigh, turkey, duck, rabbit,
            venison, veal, sausage, pancetta, guinea fowl
            """),
        .. Shelf("g", Weights, "fish", """
            cod, haddock, hake, mackerel, salmon, sardine, trout, tuna, sea bass, monkfish, prawn, mussel, squid, crab, smoked haddock, anchovy
            """),
    ];

    /// <summary>What comes with it.</summary>
    public static ImmutableArray<PantryFood> Sides { get; } =
    [
        .. Shelf("tbsp", Spoons, null, """
            basil, parsley, coriander, dill, mint, tarragon, thyme, rosemary, sage, oregano, chives, lemongrass, ginger, capers, olives, honey,
            maple syrup, mustard, horseradish, harissa, miso, tamarind, tahini, pesto, raisins, sesame seeds, sunflower seeds, pumpkin seeds,
            pine nuts, pomegranate seeds
            """),
        .. Shelf("tsp", SmallSpoons, null, """
            saffron, cumin, fennel seeds, caraway, cardamom, cinnamon, nutmeg, smoked paprika, chilli, juniper, star anise, turmeric, sumac,
            za'atar, pink peppercorns, mustard seeds
            """),
        .. Shelf("g", SmallWeights, null, """
            walnuts, almonds, hazelnuts, pistachios, cashews, peanuts, apricots, dates, figs, cranberries, parmesan, pecorino, gruyère, cheddar,
            blue cheese, breadcrumbs, brown butter, samphire
            """),
        .. Shelf("ml", Volumes, null, "yoghurt, crème fraîche, coconut milk, cider, white wine, red wine, sherry, buttermilk"),
        .. Shelf("", Pieces, null, "shallots, spring onions, preserved lemons, limes, oranges, apples, pears, plums"),
    ];

    /// <summary>What is in nearly everything first, and what is in hardly anything last.</summary>
    public static ImmutableArray<PantryFood> Staples { get; } =
    [
        .. Shelf("", ToTaste, null, "salt, black pepper"),
        .. Shelf("tbsp", Spoons, null, "olive oil"),
        .. Shelf("", Pieces, null, "onions"),
        .. Shelf("cloves", Pieces, null, "garlic"),
        .. Shelf("g", SmallWeights, null, "butter, plain flour, sugar"),
        .. Shelf("", Pieces, null, "eggs, lemons, carrots, celery sticks"),
        .. Shelf("ml", Volumes, null, "milk, double cream, vegetable stock, chicken stock, water"),
        .. Shelf("tbsp", Spoons, null, "tomato paste, soy sauce, white wine vinegar, vegetable oil, sunflower oil, red wine vinegar, lemon juice"),
        .. Shelf("tsp", SmallSpoons, null, "ground coriander, sweet paprika, dried oregano, dried thyme, white pepper, chilli flakes, curry powder, ground ginger"),
        .. Shelf("g", Weights, null, "rice, spaghetti, penne, new potatoes, chopped tomatoes, cherry tomatoes, noodles, couscous, bulgur, quinoa, polenta"),
        .. Shelf("", Pieces, null, "bay leaves, green peppers, yellow peppers, green chillies, red chillies, red onions, cucumbers, avocados, egg yolks, egg whites"),
        .. Shelf("sprigs", Pieces, null, "fresh thyme, fresh rosemary, curry leaves, marjoram, savory, chervil, lovage, lemon balm"),
        .. Shelf("ml", Volumes, null, "beef stock, fish stock, single cream, soured cream, passata, beer, apple juice, orange juice, port, rice wine, stout"),
        .. Shelf("g", SmallWeights, null, """
            mozzarella, mascarpone, cream cheese, emmental, manchego, lard, ghee, brown sugar, icing sugar, wholemeal flour, cornflour, oats,
            semolina, ground almonds, desiccated coconut, dark chocolate, cocoa powder, dried mushrooms, sun-dried tomatoes, currants, prunes,
            pecans, brazil nuts, poppy seeds, linseed, chia seeds, yeast, gelatine, marzipan, rye bread, white bread, puff pastry, filo pastry,
            shortcrust pastry, tortillas, lasagne sheets, egg noodles, rice noodles, vermicelli, orzo, pearl couscous, millet, buckwheat, spelt,
            wild rice, arborio rice, basmati rice, black lentils, mung beans, edamame, bean sprouts, bamboo shoots, water chestnuts, watercress,
            rocket, lettuce, endive, radicchio, sorrel, purslane, pak choi, savoy cabbage, red cabbage, sauerkraut, kimchi, gherkins, radishes,
            swede, kohlrabi, salsify, Jerusalem artichokes, okara, seitan, tempeh, smoked tofu, quark, skyr, cottage cheese, ricotta salata
            """),
        .. Shelf("tbsp", Spoons, null, """
            fish sauce, oyster sauce, hoisin sauce, Worcestershire sauce, ketchup, mayonnaise, mango chutney, redcurrant jelly, marmalade, treacle,
            golden syrup, peanut butter, sesame oil, walnut oil, rapeseed oil, sherry vinegar, balsamic vinegar, cider vinegar, mirin, sake, brandy,
            rum, rose water, orange-flower water, lime juice, pomegranate molasses, gochujang, sambal, wasabi, green curry paste, red curry paste
            """),
        .. Shelf("tsp", SmallSpoons, null, """
            allspice, cloves, mace, fenugreek, asafoetida, nigella seeds, celery seeds, dill seeds, garam masala, ras el hanout, five-spice powder,
            Szechuan pepper, cayenne pepper, dried mint, dried dill, herbes de Provence, vanilla extract, almond extract, baking powder,
            bicarbonate of soda, cream of tartar, citric acid, lavender, galangal
            """),
    ];

    public static IEnumerable<PantryFood> All => [.. Mains, .. Sides, .. Staples];

    private static IEnumerable<PantryFood> Shelf(string unit, ImmutableArray<decimal> amounts, string? tag, string foods) => foods
        .Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => new PantryFood(name, unit, amounts, tag));
}
