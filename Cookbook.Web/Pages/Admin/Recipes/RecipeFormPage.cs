using Cookbook.Data;
using Cookbook.Data.History;
using Cookbook.Data.Photos;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Web.Editing;
using Cookbook.Web.Photos;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>A page with the form of a recipe, whose buttons all work without JavaScript too.</summary>
internal abstract class RecipeFormPage(CookbookDbContext db, RecipeEditor editor, PhotoStore photos) : RecipeForm
{
    /// <summary>As many as the form of the longest list that is answered with a message, rather than with "bad request".</summary>
    public const int MostFormValues = 100_000;

    /// <summary>More lines than this nobody has typed.</summary>
    private const int MostLines = 10_000;

    /// <summary>Enough for each field of as many lines as a recipe may have; of the default of 200 the last lines would get none.</summary>
    private const int MostProblems = 1_000;

    /// <summary>More than a photograph may have, so that one that is too large is answered with a message.</summary>
    public const long MostFormBytes = 64 * 1024 * 1024;

    protected CookbookDbContext Db { get; } = db;

    /// <summary>An older state of the recipe to begin with: the id of its revision.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Revision { get; set; }

    /// <summary>Where <see cref="Revision"/> is from.</summary>
    public Revision? Restored { get; private set; }

    /// <summary>Who has changed the recipe meanwhile.</summary>
    public Revision? Last { get; private set; }

    /// <param name="content">What is stored.</param>
    /// <param name="id">Of the recipe; null for a new one.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    protected async Task<IActionResult> ShowAsync(RecipeContent content, int? id, CancellationToken cancellationToken)
    {
        (Seen, Submission) = (RevisionContent.Write(content), Guid.NewGuid());
        if (Revision is { } from)
        {
            Restored = await Db.Revisions.AsNoTracking()
                .SingleOrDefaultAsync(revision => revision.Id == from && revision.Kind == RevisionContent.Recipe && (id == null || revision.ObjectId == id), cancellationToken);
            if (Restored is null)
            {
                return NotFound();
            }

            content = RevisionContent.Read<RecipeContent>(Restored.Content);
        }

        RecipeId = id;
        Photos = await Db.PhotosAsync(HashesShown(content), cancellationToken);
        Fill(id is null ? content.AsNew() : content);
        AddSpareLines();
        return Page();
    }

    protected async Task<IActionResult> PostAsync(int? id, CancellationToken cancellationToken)
    {
        // Forms that are not in parts are refused for a NUL when they are read.
        if (Lines.Count > MostLines || Request.Form.Any(field => field.Value.Any(value => value!.Contains('\0', StringComparison.Ordinal))))
        {
            return BadRequest();
        }

        // What was typed is shown again as the properties have it, whatever the order of the lines is now.
        ModelState.Clear();
        ModelState.MaxAllowedErrors = MostProblems;
        RecipeId = id;

        // None, or damaged: two of these are not one form that was sent twice.
        Submission = Submission == Guid.Empty ? Guid.NewGuid() : Submission;
        await photos.TakeAsync(Db, this, ModelState, cancellationToken);
        var result = await SaveOrShowAsync(id, cancellationToken);
        if (result is PageResult)
        {
            Photos = await Db.PhotosAsync([.. HashesShown(Theirs), .. Photo is null ? [] : (string[])[Photo]], cancellationToken);
        }

        return result;
    }

    private async Task<IActionResult> SaveOrShowAsync(int? id, CancellationToken cancellationToken)
    {
        if (RecipeButton.TryEditLines(Do, Lines))
        {
            return Do == RecipeButton.MoreLines ? WithMoreLines() : Again();
        }

        var seen = id is null ? new RecipeContent() : SeenContent.Read(Seen);
        var typed = new RecipeReader(this, seen, ModelState).Read();
        if (Do == RecipeButton.Preview)
        {
            ModelState.Clear();
            Preview = RecipePreview.Of(typed);
            return Again();
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var edit = new RecipeEdit { Id = id, Seen = seen, Typed = typed, NewFoods = NewFoods, Submission = Submission };
        return await editor.SaveAsync(edit, cancellationToken) switch
        {
            RecipeOutcome.Saved saved => LocalRedirect("~" + AfterSaving(saved, id is null)),
            RecipeOutcome.UnknownFoods unknown => AskAbout(unknown),
            RecipeOutcome.Conflicting conflicting => await ShowBothAsync(conflicting, cancellationToken),
            _ => OfferAgain(typed),
        };
    }

    private static string[] HashesShown(RecipeContent content) => content.Photo is { } hash ? [hash] : [];

    private string AfterSaving(RecipeOutcome.Saved saved, bool isNew)
    {
        var query = QueryString.Create("Done", isNew ? "added" : saved.IsChanged ? "saved" : "same");
        query = saved.Theirs.Count > 0 ? query.Add("Merged", "true") : query;
        return Do switch
        {
            RecipeButton.SaveAndContinue => RecipesAddress.Of(saved.Id) + query,
            RecipeButton.SaveAndAddAnother => RecipesAddress.Add + query.Add("Recipe", $"{saved.Id}"),
            _ => RecipesAddress.List + query.Add("Recipe", $"{saved.Id}"),
        };
    }

    private PageResult AskAbout(RecipeOutcome.UnknownFoods unknown)
    {
        foreach (var (number, line) in Lines.Index().Where(line => unknown.Similar.ContainsKey(line.Item.Food?.Trim() ?? "")))
        {
            var food = line.Food!.Trim();
            var similar = unknown.Similar[food];
            UnknownFoods.Add(food);
            ModelState.AddModelError(
                $"{nameof(Lines)}[{number}].{nameof(LineRow.Food)}",
                $"There is no food “{food}” yet. {(similar.Count > 0 ? $"Do you mean {string.Join(", ", similar)}? If not, tick" : "Tick")} “new food” to add it.");
        }

        return Again();
    }

    /// <summary>Both have changed the same. Saving once more is then done knowing what the other has done.</summary>
    private async Task<IActionResult> ShowBothAsync(RecipeOutcome.Conflicting conflicting, CancellationToken cancellationToken)
    {
        (Theirs, Conflicts) = (conflicting.Stored, conflicting.Merge.Conflicts);
        Last = await LastAsync(cancellationToken);
        Fill(conflicting.Merge.Content);
        Seen = RevisionContent.Write(conflicting.Stored);
        TakeTheirs = [];
        foreach (var field in Conflicts)
        {
            ModelState.AddModelError(ControlOf(field), $"{field.Label}: you and somebody else have both changed this.");
        }

        return Again();
    }

    private static string ControlOf(RecipeField field) => field.Name switch
    {
        nameof(RecipeContent.Ingredients) => nameof(Lines),
        nameof(RecipeContent.Photo) => nameof(NewPhoto),
        _ => field.Name,
    };

    /// <summary>The recipe was deleted; what was typed can be saved as a new one.</summary>
    private PageResult OfferAgain(RecipeContent typed)
    {
        (RecipeId, Seen, Submission) = (null, RevisionContent.Write(new RecipeContent()), Guid.NewGuid());
        Fill(typed.AsNew());
        ModelState.AddModelError("", "The recipe has been deleted while you had it open. What you typed is still here: save it as a new recipe, or leave it.");
        return Again();
    }

    private async Task<Revision?> LastAsync(CancellationToken cancellationToken) =>
        RecipeId is { } id ? await Db.RevisionsOf(RevisionContent.Recipe, id).FirstOrDefaultAsync(cancellationToken) : null;

    private PageResult Again()
    {
        if (Lines.Count == 0 || !Lines[^1].IsBlank)
        {
            AddSpareLines();
        }

        return Page();
    }

    private PageResult WithMoreLines()
    {
        AddSpareLines();
        return Page();
    }
}
