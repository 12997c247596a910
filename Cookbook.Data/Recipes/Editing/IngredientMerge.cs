namespace Cookbook.Data.Recipes.Editing;

/// <summary>A three-way merge of a list of ingredients: lines are known by the ids of their rows.</summary>
internal static class IngredientMerge
{
    /// <summary>Null if both have changed one line, each in another way, or one has changed what the other has deleted.</summary>
    public static List<IngredientContent>? Of(
        IReadOnlyList<IngredientContent> seen, IReadOnlyList<IngredientContent> stored, IReadOnlyList<IngredientContent> typed)
    {
        var (before, theirs, yours) = (ById(seen), ById(stored), ById(typed));
        if (before.Keys.Any(id => Differ(before[id], theirs.GetValueOrDefault(id), yours.GetValueOrDefault(id))))
        {
            return null;
        }

        // The order is that of whoever has changed it; of both, the one who saves now.
        var moved = !Order(typed, before).SequenceEqual(Order(seen, yours));
        var (first, second) = moved ? (typed, stored) : (stored, typed);
        var merged = first.Where(line => Stays(line, second)).Select(Newest).ToList();

        // What only the other has, goes where the other has it: behind the same line.
        foreach (var (place, line) in second.Index().Where(line => Stays(line.Item, first) && !merged.Any(known => IsSame(known, line.Item))))
        {
            var behind = place == 0 ? -1 : merged.FindIndex(known => IsSame(known, second[place - 1]));
            merged.Insert(place > 0 && behind < 0 ? merged.Count : behind + 1, line);
        }

        return merged;

        // A line that one of them has deleted is gone.
        bool Stays(IngredientContent line, IReadOnlyList<IngredientContent> there) => IsNew(line) || there.Any(other => other.Id == line.Id);

        bool IsNew(IngredientContent line) => line.Id is not { } id || !before.ContainsKey(id);

        // One that both have added in the same words is one: the form was sent twice, or sent again by way of the Back button.
        bool IsSame(IngredientContent one, IngredientContent other) =>
            one.Id is not null && one.Id == other.Id || (IsNew(one) && IsNew(other) && IsSameText(one, other));

        IngredientContent Newest(IngredientContent line) =>
            line.Id is { } id && theirs.TryGetValue(id, out var stored) && yours.TryGetValue(id, out var typed)
                ? IsSameText(typed, before.GetValueOrDefault(id)) ? stored : typed
                : line;
    }

    /// <summary>Whether two have changed a line, each in another way. A line that is deleted is null.</summary>
    private static bool Differ(IngredientContent before, IngredientContent? theirs, IngredientContent? yours) =>
        !IsSameText(theirs, before) && !IsSameText(yours, before) && !IsSameText(theirs, yours);

    private static bool IsSameText(IngredientContent? one, IngredientContent? other) => one?.IsSame(other) ?? other is null;

    private static IEnumerable<int> Order(IReadOnlyList<IngredientContent> lines, Dictionary<int, IngredientContent> known) =>
        lines.Select(line => line.Id).OfType<int>().Where(known.ContainsKey);

    private static Dictionary<int, IngredientContent> ById(IReadOnlyList<IngredientContent> lines) =>
        lines.Where(line => line.Id is not null).DistinctBy(line => line.Id).ToDictionary(line => line.Id!.Value);
}
