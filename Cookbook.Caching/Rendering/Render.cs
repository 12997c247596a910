using Cookbook.Caching.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// Marks a request as the cache's own: made to render a page for everybody, from nothing but what its policy names. It is a feature of
/// that request; the policy writes down here what the other policies, and the page, say about keeping the answer.
/// </summary>
internal sealed class Render(KeyRules rules, bool throwOnUndeclaredRead)
{
    private bool _isAtItsPage;

    public KeyRules Rules { get; } = rules;

    /// <summary>Those of the policy, and those that were found on the way.</summary>
    public HashSet<string> Tags { get; } = [];

    /// <summary>False until every policy has seen the response: an exception on the way leaves it so.</summary>
    public bool PoliciesAllowStoring { get; private set; }

    public TimeSpan? Expiration { get; private set; }

    /// <summary>Whether 301, 308 and 404 are kept.</summary>
    public bool KeepsShortAnswers { get; private set; }

    public void KeepShortAnswers() => KeepsShortAnswers = true;

    /// <summary>The policies have been asked; what comes next is the page.</summary>
    public void Begin() => _isAtItsPage = true;

    public void Conclude(OutputCacheContext context)
    {
        PoliciesAllowStoring = context.AllowCacheStorage;
        Expiration = context.ResponseExpirationTimeSpan;
        Tags.UnionWith(context.Tags);
    }

    /// <summary>Until it is disposed of, reading what the policy does not name throws; null where that is not asked for.</summary>
    public IDisposable? Guard(HttpContext context)
    {
        // Not a second time, for the error page that may be shown in the page's place.
        var guard = throwOnUndeclaredRead && _isAtItsPage;
        _isAtItsPage = false;
        if (!guard)
        {
            return null;
        }

        UndeclaredBinding.Check(context, Rules);
        return UndeclaredRead.Guard(context.Features, Rules);
    }
}
