namespace Cookbook.Tests.AppHost;

public sealed class ReplicaTests
{
    [Fact]
    public async Task Two_replicas_stand_behind_one_address_and_share_Redis()
    {
        await using var system = await CookbookSystem.StartAsync("--Replicas=2");
        var replicas = new HashSet<string>();
        await system.Application.ResourceNotifications.WaitForResourceAsync(
            "web",
            update =>
            {
                if (update.Snapshot.State?.Text == KnownResourceStates.Running)
                {
                    replicas.Add(update.ResourceId);
                }

                return replicas.Count == 2;
            },
            Eventually.Deadline);

        // Requests take turns: if each replica had a cache of its own, two of these would be misses.
        var misses = 0;
        for (var visit = 0; visit < 6; visit++)
        {
            misses += await system.IsHitAsync("/cookbook/?page=2") ? 0 : 1;
        }

        Assert.Equal(1, misses);
    }
}
