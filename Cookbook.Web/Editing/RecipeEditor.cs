using Cookbook.Data;
using Cookbook.Data.History;
using Cookbook.Data.Recipes;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Web.Editing;

/// <summary>
/// Saves a recipe: with what somebody else has changed meanwhile, its history and its line in the audit log, in one transaction or not at
/// all. Which pages that makes stale is for the database to know.
/// </summary>
internal sealed class RecipeEditor(CookbookDbContext db, Revisions revisions, FoodNames foodNames, AuditLog audit, TimeProvider time)
{
    /// <summary>Before it is an error that somebody keeps taking the tag or the address that this one was about to take.</summary>
    private const int Tries = 5;

    public async Task<RecipeOutcome> SaveAsync(RecipeEdit edit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(token => SaveOnceAsync(edit, token), cancellationToken);
            }
            catch (DbUpdateException exception) when (attempt < Tries && IsOvertaken(exception))
            {
                // Somebody else was faster; the next time round what they did is there.
            }
        }
    }

    /// <summary>That these are deleted; they go when the caller saves. Five commands, however many they are.</summary>
    /// <param name="seen">The ids of the recipes, and the versions of their rows that were shown before it was confirmed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether all of them are there in these versions. If not, nothing is to be saved.</returns>
    public async Task<bool> NoteDeletionAsync(IReadOnlyDictionary<int, uint> seen, CancellationToken cancellationToken)
    {
        var stored = await db.RecipesToEditAsync(seen.Keys, cancellationToken);
        if (seen.Any(shown => stored.GetValueOrDefault(shown.Key)?.Version != shown.Value))
        {
            return false;
        }

        var going = seen.Keys.Select(id => stored[id]).ToList();
        await revisions.NoteDeletedAsync(RevisionContent.Recipe, going.ConvertAll(recipe => (recipe.Id, recipe.Content())), cancellationToken);
        foreach (var recipe in going)
        {
            audit.Note($"deleted recipe {recipe.Name}");
        }

        db.RemoveRange(going);
        return true;
    }

    private static bool IsOvertaken(DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private async Task<RecipeOutcome> SaveOnceAsync(RecipeEdit edit, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var before = await SubmittedAsync(edit.Submission, cancellationToken);
        if (before is not null && (edit.Id is { } changed ? before.ObjectId != changed : before.Action != Revision.Added))
        {
            // Another form's number, by somebody who has damaged this one. What that form saved is not this one's to change.
            edit = edit with { Submission = Guid.NewGuid() };
        }
        else if (before is not null)
        {
            var saved = RevisionContent.Read<RecipeContent>(before.Content);
            if (!RecipeField.Between(saved, edit.Typed).Any())
            {
                return new RecipeOutcome.Saved(before.ObjectId, false, []);
            }

            // By way of the Back button, and with more typed since: a change of what was saved then.
            edit = edit with { Id = before.ObjectId, Seen = edit.Id is null ? saved : edit.Seen, Submission = Guid.NewGuid() };
        }

        var recipe = edit.Id is { } id ? await LockAsync(id, cancellationToken) : New();
        if (recipe is null)
        {
            return new RecipeOutcome.Gone();
        }

        var isNew = edit.Id is null;
        var stored = recipe.Content();
        var merge = isNew ? new RecipeMerge(edit.Typed, [], []) : RecipeMerge.Of(edit.Seen, stored, edit.Typed);
        if (merge.Conflicts.Count > 0)
        {
            return new RecipeOutcome.Conflicting(stored, merge);
        }

        var (content, foods, similar) = await foodNames.FindAsync(recipe, merge.Content, edit.NewFoods, cancellationToken);
        if (similar.Count > 0)
        {
            return new RecipeOutcome.UnknownFoods(similar);
        }

        if (!isNew && !RecipeField.Between(stored, content).Any())
        {
            return new RecipeOutcome.Saved(recipe.Id, false, merge.Theirs);
        }

        await MoveAsync(recipe, content.Name, cancellationToken);
        recipe.Apply(content, [.. content.Ingredients.Select(line => foods[line.Food])], await TagsAsync(content.Tags, cancellationToken));

        await SetPhotoAsync(recipe, content.Photo, cancellationToken);

        // Whatever it is that has changed, the row gets another version by it.
        recipe.UpdatedAt = time.GetUtcNow();
        var newNames = db.ChangeTracker.Entries<INamed>().Where(entry => entry.State is EntityState.Added).Select(entry => entry.Entity).ToList();
        await db.SaveChangesAsync(cancellationToken);

        await revisions.NoteAsync(
            RevisionContent.Recipe, recipe.Id, isNew ? Revision.Added : Revision.Changed, isNew ? null : stored, recipe.Content(), edit.Submission, cancellationToken);
        audit.Note(isNew ? $"added recipe {recipe.Name}" : $"changed recipe {recipe.Name}");
        foreach (var named in newNames)
        {
            var kind = named is Food ? RevisionContent.Food : RevisionContent.Tag;
            await revisions.NoteAsync(kind, named.Id, Revision.Added, null, new NameContent(named.Name), null, cancellationToken);
            audit.Note($"added {kind} {named.Name}");
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RecipeOutcome.Saved(recipe.Id, true, merge.Theirs);
    }

    private Task<Revision?> SubmittedAsync(Guid submission, CancellationToken cancellationToken) =>
        db.Revisions.AsNoTracking().SingleOrDefaultAsync(revision => revision.Submission == submission, cancellationToken);

    /// <summary>Who saves the same recipe waits until this has been saved, and then sees it.</summary>
    private async Task<Recipe?> LockAsync(int id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM recipe WHERE id = {id} FOR UPDATE", cancellationToken);
        return await db.RecipeToEditAsync(id, cancellationToken);
    }

    private Recipe New()
    {
        var now = time.GetUtcNow();
        var recipe = new Recipe { Name = "", Slug = "", Description = "", Instructions = "", CreatedAt = now, UpdatedAt = now };
        db.Recipes.Add(recipe);
        return recipe;
    }

    /// <summary>To the address of its name. A name that makes the same address as before, as with a comma more, moves nothing.</summary>
    private async Task MoveAsync(Recipe recipe, string name, CancellationToken cancellationToken)
    {
        var wanted = Slug.For(name);
        if (recipe.Slug.Length > 0 && wanted == Slug.For(recipe.Name))
        {
            return;
        }

        // One after the other: that no recipe has an address that is another's former one, no index ensures.
        await db.InTurnAsync(InTurn.Slugs, cancellationToken);
        var numbered = wanted + "-%";
        var taken = await db.Recipes.Where(other => other.Id != recipe.Id).Select(other => other.Slug)
            .Union(db.OldSlugs.Where(old => old.RecipeId != recipe.Id).Select(old => old.Slug))
            .Where(slug => slug == wanted || EF.Functions.Like(slug, numbered))
            .ToHashSetAsync(cancellationToken);
        recipe.MoveTo(Slug.Free(wanted, taken.Contains));
    }

    private async Task SetPhotoAsync(Recipe recipe, string? hash, CancellationToken cancellationToken)
    {
        if (hash == recipe.Photo?.Hash)
        {
            return;
        }

        recipe.Photo = hash is null ? null : await db.Photos.SingleAsync(photo => photo.Hash == hash, cancellationToken);
        if (recipe.Photo is { } photo)
        {
            photo.Kept = true;
        }
    }

    private async Task<List<Tag>> TagsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var tags = await db.Tags.Where(tag => names.Contains(tag.Name)).ToListAsync(cancellationToken);
        var added = names.Except(tags.Select(tag => tag.Name)).Select(name => new Tag { Name = name }).ToList();
        db.Tags.AddRange(added);
        return [.. tags, .. added];
    }
}
