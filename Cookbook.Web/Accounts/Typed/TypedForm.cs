using System.Globalization;
using System.Text.RegularExpressions;
using Cookbook.Data.Recipes.Editing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Cookbook.Web.Accounts.Typed;

/// <summary>What somebody has typed into a form that could not be taken: carried along until it can be, by the pages themselves.</summary>
internal sealed partial class TypedForm
{
    /// <summary>The form field that carries it from page to page.</summary>
    public const string Field = "Typed";

    private const string Token = "__RequestVerificationToken";

    /// <summary>Never carried: passwords.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "Password", "Current", "Again", Token };

    /// <summary>The place of each line in the form, from 1, by its key: counted once, since a form may have thousands of lines.</summary>
    private readonly Dictionary<string, int> _places = [];

    /// <summary>After the last one: of a line whose key the form does not list.</summary>
    private readonly int _nextPlace;

    private TypedForm(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        Fields = [.. fields.Where(field => !Secret.Contains(field.Key)).SelectMany(field => field.Value, (field, value) => (field.Key, value ?? ""))];
        _nextPlace = 1;
        foreach (var (_, key) in Fields.Where(field => field.Name == "Lines.Index"))
        {
            _places.TryAdd(key, _nextPlace++);
        }
    }

    public IReadOnlyList<(string Name, string Value)> Fields { get; }

    /// <summary>What a person has written, among them, as the form's labels have it.</summary>
    public IEnumerable<(string Label, string Value)> Shown => Fields
        .Where(typed => typed.Value.Length > 0 && typed.Name is not ("Seen" or "Submission" or "Version" or "Do" or "Photo")
            && !typed.Name.EndsWith(".Index", StringComparison.Ordinal) && !typed.Name.EndsWith(".Id", StringComparison.Ordinal))
        .Select(typed => (LabelOf(typed.Name), typed.Value));

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

    /// <summary>"Lines[new3].Food" is "Food, line 5", by the place that the line has in the form.</summary>
    private string LabelOf(string name)
    {
        if (Line().Match(name) is { Success: true } line)
        {
            var number = _places.GetValueOrDefault(line.Groups["key"].Value, _nextPlace);
            return string.Create(CultureInfo.InvariantCulture, $"{LabelOf(line.Groups["field"].Value)}, line {number}");
        }

        return name switch
        {
            "Written" => "In your own words",
            "NewFoods" => "New food",
            "LeaveOut" => "Leave out what is not allowed",
            "TakeTheirs" => "Take theirs",
            "WithoutPhoto" => "Without a photograph",
            _ => RecipeField.All.FirstOrDefault(field => field.Name == name)?.Label ?? name,
        };
    }

    [GeneratedRegex(@"\ALines\[(?<key>[^\]]+)\]\.(?<field>.+)\z")]
    private static partial Regex Line();
}
