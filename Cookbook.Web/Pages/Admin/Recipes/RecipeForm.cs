using System.Globalization;
using Cookbook.Data.Photos;
using Cookbook.Data.Recipes;
using Cookbook.Data.Recipes.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>The fields of a recipe as typed, in their order on the page.</summary>
internal abstract class RecipeForm : PageModel
{
    /// <summary>Empty lines at the end of the list.</summary>
    private const int SpareLines = 3;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    /// <summary>The hash of the photograph that the recipe has, or gets when it is saved.</summary>
    [BindProperty]
    public string? Photo { get; set; }

    /// <summary>Another photograph: a file.</summary>
    [BindProperty]
    public IFormFile? NewPhoto { get; set; }

    [BindProperty]
    public bool WithoutPhoto { get; set; }

    [BindProperty]
    public List<LineRow> Lines { get; set; } = [];

    [BindProperty]
    public string? Instructions { get; set; }

    [BindProperty]
    public string? Servings { get; set; }

    [BindProperty]
    public string? PrepMinutes { get; set; }

    [BindProperty]
    public string? CookMinutes { get; set; }

    [BindProperty]
    public string? SourceUrl { get; set; }

    [BindProperty]
    public string? Tags { get; set; }

    /// <summary>Foods that are to be added where there are none of the name.</summary>
    [BindProperty]
    public List<string> NewFoods { get; set; } = [];

    /// <summary>The fields whose HTML is to be cleaned of what is not allowed.</summary>
    [BindProperty]
    public List<string> LeaveOut { get; set; } = [];

    /// <summary>The fields that are to be as somebody else has made them.</summary>
    [BindProperty]
    public List<string> TakeTheirs { get; set; } = [];

    /// <summary>What the form showed before anything was typed: a <see cref="RecipeContent"/>, as JSON.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public Guid Submission { get; set; }

    /// <summary>The button: <see cref="RecipeButton"/>.</summary>
    [BindProperty]
    public string? Do { get; set; }

    /// <summary>The photographs that the form shows, by their hashes.</summary>
    public IReadOnlyDictionary<string, PhotoShown> Photos { get; protected set; } = new Dictionary<string, PhotoShown>();

    /// <summary>Null for a new recipe.</summary>
    public int? RecipeId { get; protected set; }

    /// <summary>Lines whose food is unknown.</summary>
    public HashSet<string> UnknownFoods { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields with HTML that is not allowed.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>The fields that somebody else has changed in another way, and their content.</summary>
    public IReadOnlyList<RecipeField> Conflicts { get; protected set; } = [];

    public RecipeContent Theirs { get; protected set; } = new();

    /// <summary>How the recipe will look; none if it was not asked for.</summary>
    public RecipePreview? Preview { get; protected set; }

    /// <summary>Where the form is sent to.</summary>
    public string Action => RecipeId is { } id ? RecipesAddress.Of(id) : RecipesAddress.Add;

    /// <summary>What is to be seen in the form.</summary>
    public void Fill(RecipeContent content)
    {
        Name = content.Name;
        Description = content.Description;
        Instructions = content.Instructions;
        Servings = Text(content.Servings);
        PrepMinutes = Text(content.PrepMinutes);
        CookMinutes = Text(content.CookMinutes);
        SourceUrl = content.SourceUrl;
        Photo = content.Photo;
        Tags = string.Join(", ", content.Tags);
        Lines =
        [
            .. content.Ingredients.Select(line => new LineRow
            {
                Id = line.Id,
                Amount = line.Amount is { } amount ? Amount.Text(amount) : null,
                Unit = line.Unit,
                Food = line.Food,
                Written = line.Written,
            }),
        ];
    }

    /// <summary>Room for more ingredients.</summary>
    public void AddSpareLines() => Lines.AddRange(Enumerable.Range(0, SpareLines).Select(_ => new LineRow()));

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
