using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Cookbook.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What comes back of a form that was refused, and what the database holds then.</summary>
internal static class RefusedForms
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>The page that comes back with what was typed.</summary>
    public static async Task<IHtmlDocument> RefusedAsync(this AdminSite admin, string address, (string Name, string Value)[] fields)
    {
        using var response = await admin.Editor.SubmitAsync(address, fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.ReadHtmlAsync();
        Assert.Equal("Nothing was saved", page.QuerySelector("[role=alert] h2")!.TextContent);
        return page;
    }

    /// <summary>The problem stands by the field and, with a link to it, in the summary; the field has what was typed.</summary>
    public static void MustShow(IHtmlDocument page, string field, string typed, string problem)
    {
        var control = page.GetElementById(field)!;
        Assert.Equal(typed, Value(page, field));
        var problems = control.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)!).Where(hint => hint.ClassList.Contains("field-validation-error"));
        Assert.Equal(problem, Assert.Single(problems).TextContent.Trim());
        Assert.Contains(page.QuerySelectorAll("[role=alert] a"), link => (link.TextContent.Trim(), link.GetAttribute("href")) == (problem, $"#{field}"));
    }

    public static string Value(IHtmlDocument page, string field) => page.GetElementById(field) switch
    {
        IHtmlTextAreaElement text => text.Value,
        { } input => input.GetAttribute("value") ?? "",
        null => throw new InvalidOperationException($"No {field} on the page."),
    };

    public static (string Name, string Value)[] Many(int count) =>
        StoredRecipes.Typed(Enumerable.Range(0, count).Select(line => ("1", "g", string.Create(CultureInfo.InvariantCulture, $"food {line}"), "")));

    /// <summary>What would show any change: the version of the row and the number of its revisions; of the form of a new recipe nothing.</summary>
    public static async Task<(uint? Version, int Revisions)> StateAsync(this AdminSite admin, string address)
    {
        if (address == "/admin/recipes/add")
        {
            return (null, 0);
        }

        var id = StoredRecipes.IdIn(address);
        var revisions = await admin.Site.AskAsync(db => db.Revisions.CountAsync(revision => revision.Kind == RevisionContent.Recipe && revision.ObjectId == id, CancellationToken));
        return ((await admin.Site.StoredAsync(address))!.Version, revisions);
    }
}
