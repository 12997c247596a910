using Cookbook.Data.Photos;

namespace Cookbook.Data.Recipes;

/// <summary>A dish and how to cook it: the tutorial's Recipe, with what a reader of a cookbook asks for besides.</summary>
public sealed class Recipe
{
    /// <summary>In characters, as Postgres counts them: code points.</summary>
    public const int MaxName = 255;

    /// <summary>In characters.</summary>
    public const int MaxSourceUrl = 2000;

    public const int MaxServings = 1_000_000;

    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The recipe's address under /recipes/: lower-case ASCII letters, digits and single hyphens; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>Inline HTML, cleaned by <see cref="Html.RecipeHtml.CleanInline"/> before it is stored.</summary>
    public required string Description { get; set; }

    /// <summary>HTML, cleaned by <see cref="Html.RecipeHtml.Clean"/> before it is stored; usually one ordered list.</summary>
    public required string Instructions { get; set; }

    public int? Servings { get; set; }

    /// <summary>Time at the board; whole minutes.</summary>
    public TimeSpan? PrepTime { get; set; }

    /// <summary>Time at the stove; whole minutes.</summary>
    public TimeSpan? CookTime { get; set; }

    /// <summary>Where the recipe comes from: an absolute http or https address.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>Whoever sets it marks the photo as <see cref="Photos.Photo.Kept"/>.</summary>
    public int? PhotoId { get; set; }

    public Photo? Photo { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Postgres's xmin: changes with every update of the row; an update that was based on another version fails.</summary>
    public uint Version { get; private set; }

    public List<Ingredient> Ingredients { get; } = [];

    public List<Tag> Tags { get; } = [];

    public List<OldSlug> OldSlugs { get; } = [];

    /// <summary>To another address; the one it has now leads there from now on.</summary>
    public void MoveTo(string slug)
    {
        if (slug == Slug)
        {
            return;
        }

        OldSlugs.RemoveAll(old => old.Slug == slug);
        if (Slug.Length > 0)
        {
            OldSlugs.Add(new OldSlug { Slug = Slug, RecipeId = Id });
        }

        Slug = slug;
    }
}
