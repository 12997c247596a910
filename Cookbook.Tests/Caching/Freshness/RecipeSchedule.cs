namespace Cookbook.Tests.Caching.Freshness;

/// <summary>Some readers and writers at once, whom and how a seed decides.</summary>
internal static class RecipeSchedule
{
    /// <param name="seed">The same seed is the same schedule.</param>
    /// <param name="recipes">What is written.</param>
    /// <param name="witness">Who reads.</param>
    /// <param name="only">The one process that is asked; null for both.</param>
    public static async Task PlayAsync(int seed, MovingRecipes recipes, Witness witness, int? only = null)
    {
#pragma warning disable CA5394 // The schedule must be the same for the same seed.
        var random = new Random(seed);
        var under = new List<Task>();
        for (var steps = random.Next(6, 16); steps > 0; steps--)
        {
            var (site, recipe, how) = (only ?? random.Next(2), random.Next(MovingRecipes.Recipes), random.Next(5));
            switch (random.Next(24))
            {
                case < 12:
                    under.Add(witness.ReadAsync(site, Witness.Addresses[random.Next(Witness.Addresses.Length)], how));
                    break;
                case < 15:
                    var pieces = random.Next(1, 8);
                    under.Add(recipes.WriteAsync(recipe, (pieces & 1) > 0, (pieces & 2) > 0, (pieces & 4) > 0));
                    break;
                case 15:
                    under.Add(recipes.MoveAsync(recipe, random.Next(MovingRecipes.Recipes), random.Next(1, 20)));
                    break;
                case 16:
                    under.Add(recipes.WriteAndRollBackAsync(recipe));
                    break;
                case 17 when random.Next(4) == 0:
                    under.Add(recipes.WriteAllAsync());
                    break;
                case 18 when random.Next(10) == 0:
                    under.Add(witness.FenceAsync(site, "/admin/cache/flush"));
                    break;
                case < 21:
                    under.Add(witness.FenceAsync(site));
                    break;
                default:
                    await Task.WhenAny([.. under, Task.Delay(random.Next(4))]);
                    break;
            }
        }
#pragma warning restore CA5394

        await Task.WhenAll(under);
    }
}
