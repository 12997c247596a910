using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Html;
using Cookbook.Data.Recipes;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Web.Pages.Admin.Names;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>Reads the form; what is wrong goes to the model state, by field. What was not touched is taken as it is stored.</summary>
internal sealed class RecipeReader(RecipeForm form, RecipeContent seen, ModelStateDictionary problems)
{
    public const int MaxLines = 200;

    public const int MaxWritten = 500;

    public const int MaxTags = 30;

    private const int MaxMinutes = 1_440_000;

    public RecipeContent Read()
    {
        var typed = new RecipeContent
        {
            Name = ReadName(),
            Description = ReadHtml(nameof(RecipeForm.Description), form.Description, seen.Description, RecipeRichText.Description),
            Ingredients = ReadLines(),
            Instructions = ReadHtml(nameof(RecipeForm.Instructions), form.Instructions, seen.Instructions, RecipeRichText.Instructions),
            Servings = ReadNumber(nameof(RecipeForm.Servings), form.Servings, seen.Servings, 1, Recipe.MaxServings),
            PrepMinutes = ReadNumber(nameof(RecipeForm.PrepMinutes), form.PrepMinutes, seen.PrepMinutes, 0, MaxMinutes),
            CookMinutes = ReadNumber(nameof(RecipeForm.CookMinutes), form.CookMinutes, seen.CookMinutes, 0, MaxMinutes),
            SourceUrl = ReadSourceUrl(),
            Photo = form.Photo,
            Tags = ReadTags(),
        };
        return RecipeField.All.Where(field => form.TakeTheirs.Contains(field.Name)).Aggregate(typed, (content, field) => field.Take(content, seen));
    }

    private string ReadName()
    {
        var name = Trim(form.Name);
        if (name.Length > 0 && name == OneLine(seen.Name))
        {
            return seen.Name;
        }

        Refuse(nameof(RecipeForm.Name), NameRule.Problem("recipe", Recipe.MaxName, name));
        return name;
    }

    private string ReadHtml(string field, string? typed, string stored, RecipeRichText kind)
    {
        var html = (typed ?? "").ReplaceLineEndings("\n").Trim();
        if (html == stored.ReplaceLineEndings("\n").Trim())
        {
            return stored;
        }

        if (html.Length > RecipeHtml.MaxLength)
        {
            Refuse(field, string.Create(
                CultureInfo.InvariantCulture, $"{kind.Name} have room for {RecipeHtml.MaxLength:N0} characters; these are {html.Length:N0}."));
            return html;
        }

        var (cleaned, leftOut) = kind.Clean(html);
        if (leftOut.Count > 0 && !form.LeaveOut.Contains(field))
        {
            form.Forbidden.Add(field);
            Refuse(field, $"{kind.Name} may not contain {string.Join(", ", leftOut)}. Take that out, or tick “Leave out what is not allowed”.");
        }

        return cleaned;
    }

    private List<IngredientContent> ReadLines()
    {
        form.Lines.RemoveAll(line => line.IsBlank && line.Id is null);
        var lines = form.Lines;
        if (lines.Count > MaxLines)
        {
            Refuse(nameof(RecipeForm.Lines), string.Create(
                CultureInfo.InvariantCulture, $"A recipe has at most {MaxLines} ingredients; this one has {lines.Count:N0}."));
            return [];
        }

        return [.. lines.Index().Where(line => !line.Item.IsBlank).Select(line => ReadLine(line.Index, line.Item))];
    }

    private IngredientContent ReadLine(int number, LineRow row)
    {
        var (food, unit, written) = (Trim(row.Food), Trim(row.Unit), Trim(row.Written));
        var problem = Amount.Read(row.Amount ?? "", out var amount);
        if (seen.Ingredients.FirstOrDefault(line => line.Id == row.Id && line.Id is not null) is { } stored
            && (food, unit, written, amount) == (OneLine(stored.Food), OneLine(stored.Unit), OneLine(stored.Written), stored.Amount))
        {
            return stored;
        }

        Refuse(Field(nameof(LineRow.Amount)), problem);
        Refuse(Field(nameof(LineRow.Unit)), TextProblem("The unit", unit, Ingredient.MaxUnit));
        Refuse(Field(nameof(LineRow.Food)), NameRule.Problem("food", Food.MaxName, food));
        Refuse(Field(nameof(LineRow.Written)), TextProblem("The line", written, MaxWritten));
        return new IngredientContent(row.Id, food, amount, unit, written);

        string Field(string name) => string.Create(CultureInfo.InvariantCulture, $"{nameof(RecipeForm.Lines)}[{number}].{name}");
    }

    private int? ReadNumber(string field, string? typed, int? stored, int least, int most)
    {
        var text = Trim(typed);
        if (text.Length == 0)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || (number != stored && (number < least || number > most)))
        {
            Refuse(field, string.Create(CultureInfo.InvariantCulture, $"“{Short(text)}” is not a whole number from {least} to {most:N0}."));
            return null;
        }

        return number;
    }

    private string? ReadSourceUrl()
    {
        var url = Trim(form.SourceUrl);
        if (url.Length == 0)
        {
            return null;
        }

        if (url != seen.SourceUrl && (url.Length > Recipe.MaxSourceUrl || !WebAddress.Is(url)))
        {
            Refuse(nameof(RecipeForm.SourceUrl), string.Create(
                CultureInfo.InvariantCulture, $"“{Short(url)}” is not an address that begins with http:// or https://, of at most {Recipe.MaxSourceUrl:N0} characters."));
        }

        return url;
    }

    private List<string> ReadTags()
    {
        var kind = NameKind.Of("tags");
        var tags = (form.Tags ?? "").Split([',', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(kind.Spell).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Refuse(nameof(RecipeForm.Tags), tags.Count > MaxTags
            ? string.Create(CultureInfo.InvariantCulture, $"A recipe has at most {MaxTags} tags; this one has {tags.Count}.")
            : tags.Select(tag => NameRule.Problem(kind, tag)).FirstOrDefault(problem => problem is not null));
        return tags;
    }

    private static string? TextProblem(string what, string text, int most)
    {
        if (text.Any(char.IsControl))
        {
            return $"{what} is one line of text: take out the line breaks, tabs and other control characters.";
        }

        var length = text.EnumerateRunes().Count();
        return length <= most ? null : string.Create(CultureInfo.InvariantCulture, $"{what} has at most {most} characters; this one has {length:N0}.");
    }

    private void Refuse(string field, string? problem)
    {
        if (problem is not null)
        {
            problems.AddModelError(field, problem);
        }
    }

    private static string Trim(string? text) => (text ?? "").Trim();

    /// <summary>As a browser shows it in a field of one line: https://html.spec.whatwg.org/#value-sanitization-algorithm.</summary>
    private static string OneLine(string stored) => stored.ReplaceLineEndings("").Trim();

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
