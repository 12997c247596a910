namespace Cookbook.Data.History;

/// <summary>A revision and what it has changed.</summary>
public sealed record RevisionStep
{
    /// <param name="revision">What somebody saved.</param>
    /// <param name="before">The one before it, if there is one.</param>
    public RevisionStep(Revision revision, Revision? before)
    {
        ArgumentNullException.ThrowIfNull(revision);

        (Revision, Before) = (revision, before);
        Fields = RevisionContent.Fields(revision.Kind, revision.Content);
        var old = before is null ? null : RevisionContent.Fields(before.Kind, before.Content).ToDictionary(field => field.Label, field => field.Text);
        Changes = [.. Fields.Select(field => (field.Label, Old: old?.GetValueOrDefault(field.Label) ?? "", New: field.Text)).Where(field => field.Old != field.New)];
    }

    public Revision Revision { get; }

    /// <summary>Null for the first.</summary>
    public Revision? Before { get; }

    /// <summary>All fields of the revision, in the order of the form.</summary>
    public IReadOnlyList<(string Label, string Text)> Fields { get; }

    /// <summary>What has changed from the one to the other; of the first revision everything that is not empty.</summary>
    public IReadOnlyList<(string Label, string Old, string New)> Changes { get; }
}
