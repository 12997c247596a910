using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.History;

/// <summary>What a recipe, a food or a tag was like after somebody had saved it. Revisions are added and never changed.</summary>
public sealed class Revision
{
    public const string Added = "added";

    public const string Changed = "changed";

    public const string Deleted = "deleted";

    /// <summary>
    /// What was there before the first revision, or what came between two by another way: <c>loaddata</c>, <c>psql</c>, or a food or tag
    /// of the recipe that was renamed or deleted.
    /// </summary>
    public const string Found = "found";

    public long Id { get; init; }

    /// <summary><c>recipe</c>, <c>food</c> or <c>tag</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the recipe, food or tag, which may be gone.</summary>
    public required int ObjectId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The address of whoever did it; null for what was done without the admin site: by <c>loaddata</c>, with <c>psql</c>.</summary>
    public string? Who { get; init; }

    /// <summary>One of the words above.</summary>
    public required string Action { get; init; }

    /// <summary>All fields, as JSON: <see cref="Recipes.Editing.RecipeContent"/>, or a name. What was there last, if it was deleted.</summary>
    public required string Content { get; init; }

    /// <summary>Of the form that was sent: one that is sent twice is done once. Null where there was none.</summary>
    public Guid? Submission { get; init; }
}

internal sealed class RevisionConfiguration : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("revision");
        builder.Property(revision => revision.Kind).HasMaxLength(10);
        builder.Property(revision => revision.Who).HasMaxLength(256);
        builder.Property(revision => revision.Action).HasMaxLength(100);
        builder.Property(revision => revision.Content).HasColumnType("jsonb");
        builder.HasIndex(revision => new { revision.Kind, revision.ObjectId, revision.Id });
        builder.HasIndex(revision => revision.Submission).IsUnique();
    }
}
