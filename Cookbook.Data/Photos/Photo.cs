using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Photos;

/// <summary>
/// A photograph, and the files in which browsers get it. Its files never change: another picture is another photo, under another
/// address.
/// </summary>
public sealed class Photo
{
    /// <summary>In characters.</summary>
    public const int HashLength = 32;

    public int Id { get; set; }

    /// <summary>The beginning of the SHA-256 over all files, in lower-case hex; unique. The photo's address has it.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the largest file, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of the largest file, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Of the files, in ascending order; each is there in every format.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Whether a recipe has been saved with it. One that no recipe took within a day is forgotten; set it together with <see cref="Recipe.PhotoId"/>.</summary>
    public bool Kept { get; set; }

    /// <summary>When it was uploaded; if that happened more than once before it was kept, the last time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public List<PhotoFile> Files { get; } = [];
}

internal sealed class PhotoConfiguration : IEntityTypeConfiguration<Photo>
{
    public void Configure(EntityTypeBuilder<Photo> builder)
    {
        builder.ToTable("photo");
        builder.Property(photo => photo.Hash).HasMaxLength(Photo.HashLength);
        builder.HasIndex(photo => photo.Hash).IsUnique();

        // For the one question which photos nobody has kept.
        builder.HasIndex(photo => photo.CreatedAt).HasFilter("NOT kept");
    }
}
