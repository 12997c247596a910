using Cookbook.Tests.Web.Photos;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The pages about recipes, by the words that somebody reads there.</summary>
internal static class RecipeTyping
{
    public static ILocator Field(this IPage page, string label) => page.GetByLabel(label, new() { Exact = true });

    /// <summary>"Food" of the line with this number, from 1 on.</summary>
    public static ILocator Field(this IPage page, string label, int line) => page.Field($"{label}, line {line}");

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Title(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static ILocator Status(this IPage page) => page.GetByRole(AriaRole.Status);

    public static ILocatorAssertions Must(this ILocator locator) => Assertions.Expect(locator);

    /// <summary>A real photograph, as far as the site can tell.</summary>
    public static Task ChoosePhotoAsync(this IPage page, int width = 640, int height = 480) => page.Field("Photograph").SetInputFilesAsync(
        new FilePayload { Name = "IMG_0001.jpg", MimeType = "image/jpeg", Buffer = Pictures.Jpeg(width, height) });

    /// <summary>A picture that is broken has no width.</summary>
    public static Task MustShowAsync(this ILocator picture) => Eventually.IsTrue(
        $"{picture} is shown", () => picture.EvaluateAsync<bool>("picture => picture.complete && picture.naturalWidth > 0"));
}
