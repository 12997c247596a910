using System.Globalization;
using Cookbook.Caching.Http;
using Cookbook.Caching.Keys;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace Cookbook.Caching.Policy;

/// <summary>
/// A request that a policy wants to have answered from this cache; a feature of it. What the policies have said is read when all of them
/// have spoken: the stock attribute adds its own words behind those of the policy that it names.
/// </summary>
/// <param name="Said">What the policies say.</param>
/// <param name="MayBeKept">What those before <see cref="CoherentPolicy"/> allow.</param>
internal sealed record Candidate(OutputCacheContext Said, bool MayBeKept)
{
    /// <summary>Null if the cache keeps out of it; the arrival then says why.</summary>
    public PageRequest? Take(Arrival arrival, CoherentOutputCacheOptions options)
    {
        var http = Said.HttpContext;
        var policy = http.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>()?.PolicyName ?? "unnamed";
        if (NeverServed.Because(http, options.HarmlessCookies) is { } reason)
        {
            arrival.Answer = reason == "method" ? CacheAnswer.Method with { Policy = policy } : CacheAnswer.Bypass(reason, policy);
            return null;
        }

        if (!options.Enabled || !Said.EnableOutputCaching || !MayBeKept)
        {
            arrival.Answer = CacheAnswer.Bypass(options.Enabled ? "policy" : "disabled", policy);
            return null;
        }

        ExpandTags(Said);
        var key = PageKey.Of(http.Request, arrival.PathKey, Said.CacheVaryByRules);
        return arrival.Asked = new PageRequest(key, [.. Said.Tags], policy);
    }

    /// <summary>A tag may name a route value in braces: <c>recipe-at:{slug}</c>. Without that value it is left out.</summary>
    public static void ExpandTags(OutputCacheContext context)
    {
        foreach (var template in context.Tags.Where(tag => tag.Contains('{', StringComparison.Ordinal)).ToList())
        {
            context.Tags.Remove(template);
            var tag = TagTemplate.Fill(
                template, name => Convert.ToString(context.HttpContext.GetRouteValue(name), CultureInfo.InvariantCulture));
            if (tag is not null)
            {
                context.Tags.Add(tag);
            }
        }
    }
}
