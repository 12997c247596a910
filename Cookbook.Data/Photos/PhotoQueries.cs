using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Photos;

/// <summary>What a page must know of a photo to show it.</summary>
/// <param name="Hash">As the address has it.</param>
/// <param name="Width">Of the largest file, in pixels.</param>
/// <param name="Height">Of the largest file, in pixels.</param>
/// <param name="Widths">In ascending order.</param>
public sealed record PhotoShown(string Hash, int Width, int Height, IReadOnlyList<int> Widths);

/// <summary>What the site asks and tells the database about photos. Each method sends one command.</summary>
public static class PhotoQueries
{
    /// <summary>The bytes of one file; null if there is no such file.</summary>
    public static Task<byte[]?> PhotoBytesAsync(this CookbookDbContext db, string hash, int width, string format, CancellationToken cancellationToken) =>
        db.Photos.AsNoTracking()
            .Where(photo => photo.Hash == hash)
            .SelectMany(photo => photo.Files)
            .Where(file => file.Width == width && file.Format == format)
            .Select(file => file.Bytes)
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Those of these photos that there are, by their hashes.</summary>
    public static Task<Dictionary<string, PhotoShown>> PhotosAsync(this CookbookDbContext db, IEnumerable<string> hashes, CancellationToken cancellationToken) =>
        db.Photos.AsNoTracking()
            .Where(photo => hashes.Contains(photo.Hash))
            .ToDictionaryAsync(photo => photo.Hash, photo => new PhotoShown(photo.Hash, photo.Width, photo.Height, photo.Widths), cancellationToken);

    /// <summary>
    /// Writes a photo and its files, all or none; if it is there already, only that it was uploaded again. Nothing else that the context
    /// has is saved, and nothing of it is tracked.
    /// </summary>
    public static Task UploadAsync(this CookbookDbContext db, Photo photo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(photo);

        var widths = photo.Files.ConvertAll(file => file.Width).ToArray();
        var formats = photo.Files.ConvertAll(file => file.Format).ToArray();
        var bytes = photo.Files.ConvertAll(file => file.Bytes).ToArray();

        // One statement, so that it may be tried again, and that of two who upload the same picture at the same time one waits for the other.
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH uploaded AS (
                INSERT INTO photo (hash, width, height, widths, kept, created_at)
                VALUES ({photo.Hash}, {photo.Width}, {photo.Height}, {photo.Widths}, false, {photo.CreatedAt})
                ON CONFLICT (hash) DO UPDATE SET created_at = CASE WHEN photo.kept THEN photo.created_at ELSE excluded.created_at END
                RETURNING id)
            INSERT INTO photo_file (photo_id, width, format, bytes)
            SELECT uploaded.id, file.width, file.format, file.bytes
            FROM uploaded, unnest({widths}, {formats}, {bytes}) AS file(width, format, bytes)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
    }

    /// <summary>Deletes the photos that were uploaded before then and that no recipe has been saved with. Their number.</summary>
    public static Task<int> ForgetPhotosAsync(this CookbookDbContext db, DateTimeOffset before, CancellationToken cancellationToken) =>
        db.Photos
            .Where(photo => !photo.Kept && photo.CreatedAt < before && !db.Recipes.Any(recipe => recipe.PhotoId == photo.Id))
            .ExecuteDeleteAsync(cancellationToken);
}
