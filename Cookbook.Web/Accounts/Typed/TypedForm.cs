using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Cookbook.Web.Accounts.Typed;

/// <summary>What somebody has typed into a form that could not be taken: carried along until it can be, by the pages themselves.</summary>
internal sealed class TypedForm
{
    /// <summary>The form field that carries it from page to page.</summary>
    public const string Field = "Typed";

    private const string Token = "__RequestVerificationToken";

    /// <summary>Never carried: passwords.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Password", "Current", "Again", Token };

    private TypedForm(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        Fields = [.. fields.Where(field => !Secret.Contains(field.Key)).SelectMany(field => field.Value, (field, value) => (field.Key, value ?? ""))];

    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <summary>What a person has written, among them.</summary>
    public IEnumerable<(string Name, string Value)> Shown => Fields.Where(typed =>
        typed.Value.Length > 0 && typed.Name is not ("Seen" or "Submission" or "Version" or "Do") && !typed.Name.EndsWith(".Index", StringComparison.Ordinal)
        && !typed.Name.EndsWith(".Id", StringComparison.Ordinal));

    /// <summary>Null if there is nothing in it that would be lost, or if it does not come from a page of this site.</summary>
    public static async Task<TypedForm?> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || !IsOwn(request))
        {
            return null;
        }

        try
        {
            var form = new TypedForm(await request.ReadFormAsync(cancellationToken));
            return form.Shown.Any() ? form : null;
        }
        catch (InvalidDataException)
        {
            // No form that can be read.
            return null;
        }
    }

    /// <summary>Whether a browser says that the form was one of this site: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header.</summary>
    public static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];

    public static TypedForm Decode(string text) => new(QueryHelpers.ParseQuery(text));

    public string Encode() => string.Join('&', Fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
}
