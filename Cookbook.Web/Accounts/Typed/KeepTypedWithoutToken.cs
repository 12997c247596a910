using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Cookbook.Web.Accounts.Typed;

/// <summary>A form whose antiforgery token is missing or another account's is not taken, and is shown again.</summary>
internal sealed class KeepTypedWithoutToken : IAsyncAlwaysRunResultFilter
{
    public const string View = "~/Pages/Admin/WithoutToken.cshtml";

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (context.Result is IAntiforgeryValidationFailedResult && await TypedForm.OfAsync(request, context.HttpContext.RequestAborted) is { } typed)
        {
            context.Result = new ViewResult
            {
                ViewName = View,
                StatusCode = StatusCodes.Status400BadRequest,
                ViewData = new ViewDataDictionary<SendAgain>(new EmptyModelMetadataProvider(), context.ModelState)
                {
                    Model = new SendAgain(request.Path + request.QueryString, typed),
                },
            };
        }

        await next();
    }
}

/// <summary>A form that was typed and not taken, and where it was to go.</summary>
internal sealed record SendAgain(string Address, TypedForm Typed);
