namespace Cookbook.Tests.Caching.Freshness;

/// <summary>
/// One writer, two readers, two replicas, in every order that their steps can take. Whoever begins on the writer's replica after the
/// write was acknowledged, or on the other after its notification arrived, is shown the new text.
/// </summary>
public sealed class TakingEveryOrder(TestServers servers)
{
    [Theory]
    [InlineData("AA", "/route", false)]
    [InlineData("AA", "/found", false)]
    [InlineData("AB", "/route", false)]
    [InlineData("AB", "/found", false)]
    [InlineData("BB", "/route", false)]
    [InlineData("BB", "/found", false)]
    [InlineData("AA", "/route", true)]
    [InlineData("AA", "/found", true)]
    [InlineData("AB", "/route", true)]
    [InlineData("AB", "/found", true)]
    public async Task Nobody_is_shown_old_data(string places, string kind, bool warm)
    {
        var orders = OrdersFor(places).ToList();
        await using var replicas = await TwoReplicas.StartAsync(servers, orders.Count);

        foreach (var order in orders)
        {
            var stale = await replicas.PlayAsync(order, kind, places, warm, heard: place => place == 'A' ? "ack" : "hear");

            Assert.True(stale.Count == 0, $"{string.Join(", ", order)}: old data for {string.Join(" and ", stale)}.");
        }
    }

    [Theory]
    [InlineData("AA", "/route")]
    [InlineData("AA", "/found")]
    [InlineData("AB", "/route")]
    public async Task The_stock_cache_shows_some_of_them_old_data(string places, string kind)
    {
        var orders = OrdersFor(places).ToList();
        await using var replicas = await TwoReplicas.StartAsync(servers, orders.Count, stock: true);

        Assert.True(await AnyIsStaleAsync(replicas, orders, kind, places, heard: _ => "ack"));
    }

    [Theory]
    [InlineData("/route")]
    [InlineData("/found")]
    public async Task Without_waiting_for_the_notification_some_would_be_shown_old_data(string kind)
    {
        var orders = Orders.Of(ChainsFor("AA"), (_, _) => false, AfterCommit).ToList();
        await using var replicas = await TwoReplicas.StartAsync(servers, orders.Count);

        Assert.True(await AnyIsStaleAsync(replicas, orders, kind, "AA", heard: _ => "commit"));
    }

    [Theory]
    [InlineData("/route")]
    [InlineData("/found")]
    public async Task Stamped_after_reading_some_would_be_shown_old_data(string kind)
    {
        var orders = OrdersFor("AA").ToList();
        await using var replicas = await TwoReplicas.StartAsync(servers, orders.Count, configure: WrongTokens.Late);

        Assert.True(await AnyIsStaleAsync(replicas, orders, kind, "AA", heard: _ => "ack"));
    }

    [Fact]
    public void The_orders_are_many_and_different()
    {
        foreach (var places in (string[])["AA", "AB", "BB"])
        {
            var orders = OrdersFor(places).Select(order => string.Join(", ", order)).ToList();

            Assert.InRange(orders.Count, 140, 1000);
            Assert.Equal(orders.Count, orders.Distinct().Count());
        }

        // Without leaving any out: 9 steps of 5 chains, 3 of which wait for another.
        Assert.Equal(3360, Orders.Of(ChainsFor("AA"), (_, _) => false, AfterCommit).Count());
    }

    private static async Task<bool> AnyIsStaleAsync(TwoReplicas replicas, List<string[]> orders, string kind, string places, Func<char, string> heard)
    {
        foreach (var order in orders)
        {
            if ((await replicas.PlayAsync(order, kind, places, warm: false, heard)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of two readers on one replica it does not matter which is the first.</summary>
    private static IEnumerable<string[]> OrdersFor(string places) => Orders.Of(
        ChainsFor(places),
        (one, other) => Commute(places, one, other),
        step => step == "2 begin" && places[0] == places[1] ? "1 begin" : AfterCommit(step));

    /// <summary>Replicas share the second level, so when a page comes there matters where both are read.</summary>
    private static string[][] ChainsFor(string places) =>
        [.. ((string[])["1", "2"]).Select(reader => (string[])[$"{reader} begin", $"{reader} read", $"{reader} finish", .. places == "AB" ? [$"{reader} store"] : (string[])[]]),
            ["commit"], ["ack"], ["hear"]];

    private static string? AfterCommit(string step) => step is "ack" or "hear" ? "commit" : null;

    /// <summary>
    /// A commit is seen by what reads the database, not by what looks at tokens or pages. Replicas have nothing in common but the
    /// database, which a reader only reads, and the second level, into which "begin" looks and "store" puts.
    /// </summary>
    private static bool Commute(string places, string one, string other)
    {
        var (here, there) = (PlaceOf(one), PlaceOf(other));
        if (here is null || there is null)
        {
            return !(here is null ? other : one).EndsWith("read", StringComparison.Ordinal) && one != other && !(IsWriters(one) && IsWriters(other));
        }

        return here != there
            && !(one.EndsWith("begin", StringComparison.Ordinal) && other.EndsWith("store", StringComparison.Ordinal))
            && !(one.EndsWith("store", StringComparison.Ordinal) && other.EndsWith("begin", StringComparison.Ordinal))
            && !(one.EndsWith("store", StringComparison.Ordinal) && other.EndsWith("store", StringComparison.Ordinal));

        char? PlaceOf(string step) => step switch
        {
            "commit" => null,
            "ack" => 'A',
            "hear" => 'B',
            _ => places[step[0] - '1'],
        };

        static bool IsWriters(string step) => step is "commit" or "ack" or "hear";
    }
}
