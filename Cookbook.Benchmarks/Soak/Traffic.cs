using System.Globalization;

namespace Cookbook.Benchmarks.Soak;

/// <summary>What is asked, by whoever asks, in which mixture: 55 % recipes and 20 % lists, by Zipf's law, 10 % home, 5 % files, 10 % junk; half of it with brotli, a third of it with If-None-Match.</summary>
internal sealed class Traffic(int recipes, int replicas, int seed)
{
    private readonly Lock _lock = new();
    private readonly Dice _dice = new(seed);
    private readonly Zipf _details = new(recipes);
    private readonly Zipf _lists = new(SoakPage.Lists(recipes));

    public Question Next()
    {
        lock (_lock)
        {
            return Throw();
        }
    }

    private Question Throw()
    {
        var replica = _dice.Below(replicas);
        return _dice.Chance() switch
        {
            < 0.55 => Page(replica, SoakPage.Details(_details.At(_dice.Chance()))),
            < 0.75 => Page(replica, SoakPage.List(_lists.At(_dice.Chance()) + 1, recipes)),
            < 0.85 => Page(replica, SoakPage.Home(recipes)),
            < 0.90 => new Question(replica, _dice.Below(2) == 0 ? "/site.css" : string.Create(CultureInfo.InvariantCulture, $"/plates/soak-{_dice.Below(recipes)}.svg")),
            _ => Junk(replica),
        };
    }

    private Question Page(int replica, SoakPage page)
    {
        var address = page.Address;
        if (_dice.Chance() < 0.05)
        {
            address += string.Create(CultureInfo.InvariantCulture, $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}utm_source={_dice.Below(1_000_000)}");
        }

        return new Question(replica, address)
        {
            Page = page,
            Method = _dice.Chance() < 0.03 ? HttpMethod.Head : HttpMethod.Get,
            Brotli = _dice.Below(2) == 0,
            Conditional = _dice.Below(3) == 0,
        };
    }

    private Question Junk(int replica)
    {
        var number = _dice.Below(100_000).ToString(CultureInfo.InvariantCulture);
        var junk = new Question(replica, $"/recipes/nowhere-{number}") { IsJunk = true };
        return _dice.Below(9) switch
        {
            0 => junk,
            1 => junk with { Address = $"/{number}.php" },
            2 => junk with { Address = $"/cookbook/?page={number}x" },
            3 => junk with { Address = $"/cookbook/?page=9{number}" },
            4 => junk with { Address = $"/recipes/{new string('a', 20_000)}" },
            5 => junk with { Address = "/recipes/%00%ff" },
            6 => junk with { Address = "/cookbook/", Method = HttpMethod.Delete },
            7 => junk with { Address = "/", Method = HttpMethod.Post },
            _ => junk with { Address = "/cookbook/", IsHalf = true },
        };
    }
}
