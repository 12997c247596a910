using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cookbook.Tests.Data;
using Npgsql;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// Three recipes, each with one line of ingredients, and a tag on all of them. Each of these seven pieces says a number that only grows,
/// so what a page shows tells how old it is; and each recipe an amount, of which writes only move some from one recipe to another.
/// </summary>
internal sealed partial class MovingRecipes : IAsyncDisposable
{
    public const int Recipes = 3;

    /// <summary>Of the amounts, at any time.</summary>
    public const int Sum = 300;

    /// <summary>The tag's number among the pieces; before it come the recipes, then their lines.</summary>
    public const int Tag = 2 * Recipes;

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim[] _writing = [new(1), new(1), new(1), new(1)];
    private readonly int[] _amounts = [100, 100, 100];
    private readonly int[] _written = new int[Tag + 1];
    private readonly int[] _committed = new int[Tag + 1];
    private readonly int[] _old = new int[Tag + 1];
    private readonly ConcurrentQueue<(int Piece, int Number, long At)> _young = new();

    private MovingRecipes(RecipeDatabase database)
    {
        Database = database;
        _source = NpgsqlDataSource.Create(database.ConnectionString);
    }

    public RecipeDatabase Database { get; }

    /// <summary>The number that each piece was last given; perhaps it has not committed.</summary>
    public int[] Written => Copy(_written);

    /// <summary>The number of each piece that has certainly committed.</summary>
    public int[] Committed => Copy(_committed);

    public static async Task<MovingRecipes> CreateAsync(TestServers servers)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        for (var i = 0; i < Recipes; i++)
        {
            var recipe = RecipeDatabase.Recipe($"Dish {i}", i, $"line-{i}-0");
            recipe.Description = $"recipe-{i}-0-100";
            await database.AddAsync(recipe);
        }

        await database.ExecuteAsync("INSERT INTO tag (name) VALUES ('tag-0-0'); INSERT INTO recipe_tag (recipe_id, tag_id) SELECT recipe.id, tag.id FROM recipe, tag");
        return new MovingRecipes(database);
    }

    /// <summary>What has committed so long ago, at least.</summary>
    public int[] OlderThan(TimeSpan age)
    {
        lock (_old)
        {
            while (_young.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.At) > age && _young.TryDequeue(out var write))
            {
                _old[write.Piece] = Math.Max(_old[write.Piece], write.Number);
            }

            return [.. _old];
        }
    }

    /// <summary>A recipe, its line, the tag: what is asked for, in one transaction.</summary>
    public Task WriteAsync(int recipe, bool text, bool line, bool tag) => ChangeAsync(
        [.. text || line ? [recipe] : (int[])[], .. tag ? [Recipes] : (int[])[]],
        [.. text ? [recipe] : (int[])[], .. line ? [Recipes + recipe] : (int[])[], .. tag ? [Tag] : (int[])[]]);

    /// <summary>Moves some of one recipe's amount to another's, in one statement.</summary>
    public Task MoveAsync(int from, int to, int amount) => ChangeAsync([from, to], [from, to], () =>
    {
        amount = from == to ? 0 : Math.Min(amount, _amounts[from]);
        _amounts[from] -= amount;
        _amounts[to] += amount;
    });

    /// <summary>All recipes, in one statement.</summary>
    public Task WriteAllAsync() => ChangeAsync([0, 1, 2], [0, 1, 2]);

    /// <summary>A write that is taken back, of a number that no piece ever has.</summary>
    public Task WriteAndRollBackAsync(int recipe) => ExecuteAsync(
        $"BEGIN; UPDATE recipe SET description = 'recipe-{recipe}-999999999-0' WHERE slug = 'dish-{recipe}'; UPDATE tag SET name = 'tag-0-999999999'; ROLLBACK");

    /// <summary>What is left of a page without all the rest.</summary>
    public static string MarksOf(string html) => string.Join(' ', Marks().Matches(html).Select(mark => mark.Value).Distinct());

    /// <summary>What these marks show: the pieces and their numbers, and the sum of the amounts.</summary>
    public static (List<(int Piece, int Number)> Pieces, int Sum) Read(string marks)
    {
        var (pieces, amounts) = (new List<(int, int)>(), new Dictionary<string, int>());
        foreach (Match mark in Marks().Matches(marks))
        {
            var at = Parse(mark.Groups["at"].Value);
            pieces.Add((mark.Groups["what"].Value switch { "recipe" => at, "line" => Recipes + at, _ => Tag }, Parse(mark.Groups["number"].Value)));
            if (mark.Groups["amount"] is { Success: true } amount)
            {
                amounts[mark.Groups["at"].Value] = Parse(amount.Value);
            }
        }

        return (pieces, amounts.Values.Sum());

        static int Parse(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        Array.ForEach(_writing, writing => writing.Dispose());
    }

    /// <param name="locks">Those whose other writes wait, so that a later number is a later write.</param>
    /// <param name="pieces">What is written, in an order that all writes keep to, so that none waits for another in a circle.</param>
    /// <param name="prepare">What else changes.</param>
    private async Task ChangeAsync(int[] locks, int[] pieces, Action? prepare = null)
    {
        var held = locks.Distinct().Order().ToList();
        foreach (var writing in held)
        {
            await _writing[writing].WaitAsync(TestContext.Current.CancellationToken);
        }

        try
        {
            prepare?.Invoke();
            pieces = [.. pieces.Distinct().Order()];
            foreach (var piece in pieces)
            {
                Interlocked.Increment(ref _written[piece]);
            }

            var recipes = pieces.Where(piece => piece < Recipes).ToList();
            var sql = new List<string>();
            if (recipes.Count > 0)
            {
                var texts = string.Join(", ", recipes.Select(i => $"('dish-{i}', 'recipe-{i}-{_written[i]}-{_amounts[i]}')"));
                sql.Add($"UPDATE recipe SET description = v.text FROM (VALUES {texts}) AS v(slug, text) WHERE recipe.slug = v.slug");
            }

            sql.AddRange(pieces.Where(piece => piece is >= Recipes and < Tag).Select(piece =>
                $"UPDATE ingredient SET description = 'line-{piece - Recipes}-{_written[piece]}' WHERE recipe_id = (SELECT id FROM recipe WHERE slug = 'dish-{piece - Recipes}')"));
            if (pieces.Contains(Tag))
            {
                sql.Add($"UPDATE tag SET name = 'tag-0-{_written[Tag]}'");
            }

            await ExecuteAsync(sql.Count == 1 ? sql[0] : $"BEGIN; {string.Join("; ", sql)}; COMMIT");
            var now = Stopwatch.GetTimestamp();
            foreach (var piece in pieces)
            {
                Volatile.Write(ref _committed[piece], _written[piece]);
                _young.Enqueue((piece, _written[piece], now));
            }
        }
        finally
        {
            held.ForEach(writing => _writing[writing].Release());
        }
    }

    private async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // The tests' own.
        await using var command = _source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static int[] Copy(int[] numbers) => [.. numbers.Select((_, i) => Volatile.Read(ref numbers[i]))];

    [GeneratedRegex(@"\b(?<what>recipe|line|tag)-(?<at>\d)-(?<number>\d+)(-(?<amount>\d+))?\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();
}
