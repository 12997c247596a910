namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>A line of the form's list of ingredients, as typed.</summary>
internal sealed class LineRow
{
    /// <summary>Of the stored line; none for a new one.</summary>
    public int? Id { get; set; }

    public string? Amount { get; set; }

    public string? Unit { get; set; }

    public string? Food { get; set; }

    /// <summary>The line in the editor's own words.</summary>
    public string? Written { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Amount + Unit + Food + Written);
}
