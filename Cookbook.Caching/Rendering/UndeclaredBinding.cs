using Cookbook.Caching.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// What a controller's action, or a Razor page's handler, binds from the query. MVC takes what is there and never asks for what is not,
/// so nobody would notice that the policy does not name it: here it throws.
/// </summary>
internal static class UndeclaredBinding
{
    /// <exception cref="UndeclaredReadException">Something is bound from the query under a name that the policy does not know.</exception>
    public static void Check(HttpContext context, KeyRules rules)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ActionDescriptor>() is not { } action)
        {
            return;
        }

        var models = context.RequestServices.GetRequiredService<IModelMetadataProvider>();
        foreach (var bound in ParametersOf(action, context.Request).Concat(action.BoundProperties).Where(bound => MayComeFromQuery(bound, context, action)))
        {
            var model = models.GetMetadataForType(bound.ParameterType);
            if (bound.BindingInfo?.BindingSource is null && model.BindingSource is not null && model.BindingSource != BindingSource.Query)
            {
                continue;
            }

            foreach (var names in NamesOf(bound.BindingInfo?.BinderModelName ?? bound.Name, model))
            {
                if (!names.Any(rules.NamesQueryKey))
                {
                    throw new UndeclaredReadException($"the query key {names[0]}");
                }
            }
        }
    }

    /// <summary>Of the one handler that a Razor page will call.</summary>
    private static IEnumerable<ParameterDescriptor> ParametersOf(ActionDescriptor action, HttpRequest request)
    {
        if (action is not CompiledPageActionDescriptor page)
        {
            return action.Parameters;
        }

        var handler = request.RouteValues["handler"] as string ?? request.Query["handler"].FirstOrDefault() ?? "";
        return page.HandlerMethods
            .Where(method => HttpMethods.IsGet(method.HttpMethod) && handler.Equals(method.Name ?? "", StringComparison.OrdinalIgnoreCase))
            .SelectMany(method => method.Parameters);
    }

    /// <summary>It is said so, or nothing is said and the route has no such value.</summary>
    private static bool MayComeFromQuery(ParameterDescriptor bound, HttpContext context, ActionDescriptor action) =>
        bound.BindingInfo is not { } info
            ? !context.Request.RouteValues.ContainsKey(bound.Name)
            : info.RequestPredicate?.Invoke(new ActionContext(context, context.GetRouteData(), action)) != false
                && info.BinderType is null
                && (info.BindingSource is { } source
                    ? source == BindingSource.Query
                    : !context.Request.RouteValues.ContainsKey(info.BinderModelName ?? bound.Name));

    /// <summary>For each value the names it may have in the query: those of an object's properties stand alone or behind the object's own.</summary>
    private static IEnumerable<string[]> NamesOf(string name, ModelMetadata model) =>
        !model.IsComplexType || model.ElementMetadata?.IsComplexType == false
            ? [[name]]
            : model.Properties
                .Where(property => property is { IsBindingAllowed: true, IsReadOnly: false, IsComplexType: false, BindingSource: null } || property.BindingSource == BindingSource.Query)
                .Select(property => property.BinderModelName ?? property.PropertyName!)
                .Select(property => (string[])[property, $"{name}.{property}"]);
}
