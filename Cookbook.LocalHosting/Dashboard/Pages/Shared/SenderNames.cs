using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>What the resources call each sender, looked up once for a page of thousands of records.</summary>
internal sealed class SenderNames(WatchedResources resources)
{
    private readonly Dictionary<Sender, string> _known = new(ReferenceEqualityComparer.Instance);

    public string Of(Sender sender) => _known.TryGetValue(sender, out var name) ? name : _known[sender] = resources.NameOf(sender);
}
