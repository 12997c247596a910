using Cookbook.Data;
using Cookbook.Data.Photos;
using Cookbook.Web.Caching;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Photos;

internal static class PhotosExtensions
{
    /// <summary>A year, the most that RFC 2616 once allowed and that caches still count with.</summary>
    private const string ForEver = "public, max-age=31536000, immutable";

    public static WebApplicationBuilder AddPhotos(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Darkroom>();
        builder.Services.AddScoped<PhotoStore>();
        return builder;
    }

    /// <summary>The policy's name stands in an attribute, as a page's does: what <c>CacheOutput</c> makes of it keeps the name to itself.</summary>
    public static void MapPhotos(this WebApplication app) => app.MapMethods($"{PhotoAddress.Folder}{{name}}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
        .WithMetadata(new OutputCacheAttribute { PolicyName = CachePolicies.Photo })
        .WithName("Photo")
        .WithSummary("A file of a recipe's photograph.");

    private static async Task<Results<FileContentHttpResult, NotFound>> GetAsync(HttpContext context, CookbookDbContext db, CancellationToken cancellationToken)
    {
        if (PhotoAddress.Parse(context.Request.Path.Value) is not { } address
            || await db.PhotoBytesAsync(address.Hash, address.Width, address.Format, cancellationToken) is not { } bytes)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = ForEver;

        // Out of the cache it has another tag, which is as good: it is never another file.
        return TypedResults.Bytes(bytes, address.ContentType, entityTag: new EntityTagHeaderValue($"\"{address.Hash}-{address.Width}\""));
    }
}
