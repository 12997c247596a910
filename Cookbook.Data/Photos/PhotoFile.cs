using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Photos;

/// <summary>A photo in one width and one format.</summary>
public sealed class PhotoFile
{
    public const string WebP = "webp";

    public const string Jpeg = "jpeg";

    public int PhotoId { get; set; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary><see cref="WebP"/> or <see cref="Jpeg"/>.</summary>
    public required string Format { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class PhotoFileConfiguration : IEntityTypeConfiguration<PhotoFile>
{
    public void Configure(EntityTypeBuilder<PhotoFile> builder)
    {
        builder.ToTable("photo_file");
        builder.HasKey(file => new { file.PhotoId, file.Width, file.Format });
        builder.Property(file => file.Format).HasMaxLength(10);
        builder.HasOne<Photo>().WithMany(photo => photo.Files).HasForeignKey(file => file.PhotoId).OnDelete(DeleteBehavior.Cascade);
    }
}
