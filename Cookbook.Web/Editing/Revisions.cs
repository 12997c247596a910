using Cookbook.Data;
using Cookbook.Data.History;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Editing;

/// <summary>Notes what recipes, foods and tags are like after each change. What is noted is saved with the change, in one transaction.</summary>
internal sealed class Revisions(CookbookDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    private string? Who => http.HttpContext!.User.Identity!.Name;

    /// <param name="kind">As <see cref="RevisionContent"/> names it.</param>
    /// <param name="id">Of the recipe, food or tag.</param>
    /// <param name="action">What is done with it.</param>
    /// <param name="before">Null if it was not there.</param>
    /// <param name="after">What was there last, if it is deleted.</param>
    /// <param name="submission">Of the form.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task NoteAsync<T>(
        string kind, int id, string action, T? before, T after, Guid? submission, CancellationToken cancellationToken)
        where T : class
    {
        if (before is not null)
        {
            var last = await db.RevisionsOf(kind, id).Select(revision => revision.Content).FirstOrDefaultAsync(cancellationToken);
            AddFound(kind, id, last, RevisionContent.Write(before));
        }

        Add(kind, id, action, RevisionContent.Write(after), Who, submission);
    }

    /// <summary>That all of these are deleted. One command, however many they are.</summary>
    /// <param name="kind">As <see cref="RevisionContent"/> names it.</param>
    /// <param name="deleted">The ids, and what was there last.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task NoteDeletedAsync<T>(string kind, IReadOnlyList<(int Id, T Content)> deleted, CancellationToken cancellationToken)
    {
        var last = await db.LastContentsAsync(kind, deleted.Select(one => one.Id), cancellationToken);
        foreach (var (id, content) in deleted)
        {
            var written = RevisionContent.Write(content);
            AddFound(kind, id, last.GetValueOrDefault(id), written);
            Add(kind, id, Revision.Deleted, written, Who, null);
        }
    }

    /// <summary>Without it the next change would be said to have done all that was done by other ways.</summary>
    private void AddFound(string kind, int id, string? last, string before)
    {
        if (last is null || !RevisionContent.Fields(kind, last).SequenceEqual(RevisionContent.Fields(kind, before)))
        {
            Add(kind, id, Revision.Found, before, null, null);
        }
    }

    private void Add(string kind, int id, string action, string content, string? who, Guid? submission) => db.Revisions.Add(new Revision
    {
        Kind = kind,
        ObjectId = id,
        At = time.GetUtcNow(),
        Who = who,
        Action = action,
        Content = content,
        Submission = submission,
    });
}
