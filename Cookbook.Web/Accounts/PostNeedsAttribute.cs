using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Cookbook.Web.Accounts;

/// <summary>For a page that more people may read than may change: its forms take this permission, whatever it is that reading takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PostNeedsAttribute(string permission) : Attribute, IAsyncAuthorizationFilter
{
    public string Permission => permission;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var (method, services) = (context.HttpContext.Request.Method, context.HttpContext.RequestServices);
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)
            && !await services.GetRequiredService<IAuthorizationService>().MayAsync(context.HttpContext.User, permission))
        {
            context.Result = new ForbidResult();
        }
    }
}
