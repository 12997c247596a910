using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Cookbook.LocalHosting.Dashboard.Pages;

/// <summary>The style sheet, the scripts and the icon: in the assembly, so that the AppHost can be started from anywhere.</summary>
internal static class Assets
{
    private static readonly Assembly Own = typeof(Assets).Assembly;

    private static readonly FrozenDictionary<string, (byte[] Bytes, EntityTagHeaderValue Tag)> Files = Own.GetManifestResourceNames()
        .Where(name => Type(name) is not null)
        .ToFrozenDictionary(name => name, Read);

    public static void MapAssets(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/assets/{name}", (string name, HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "no-cache";
        return Files.TryGetValue(name, out var file) ? Results.Bytes(file.Bytes, Type(name), entityTag: file.Tag) : Results.NotFound();
    }).AllowAnonymous();

    private static (byte[] Bytes, EntityTagHeaderValue Tag) Read(string name)
    {
        using var stream = Own.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\""));
    }

    private static string? Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
