using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Web.Caching;

/// <summary>Tags a page with what its handler has found to show.</summary>
internal sealed class TagWhatIsShown : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) =>
        context.HttpContext.Features.Get<IOutputCacheFeature>()?.Context.Tags.UnionWith(CachePolicies.TagsOf(context.HandlerInstance));
}
