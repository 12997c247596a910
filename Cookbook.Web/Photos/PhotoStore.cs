using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Cookbook.Data;
using Cookbook.Data.Photos;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Photos;

/// <summary>A photo, or what to tell the one who uploaded it.</summary>
internal sealed record PhotoResult
{
    public Photo? Photo { get; private init; }

    /// <summary>A sentence or two for people: what is wrong with the file. Nothing was stored then.</summary>
    public string? Problem { get; private init; }

    [MemberNotNullWhen(true, nameof(Photo))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsStored => Photo is not null;

    public static PhotoResult Of(Photo photo) => new() { Photo = photo };

    public static PhotoResult Refused(string problem) => new() { Problem = problem };
}

/// <summary>
/// Takes uploaded photographs into the database. A recipe gets one when its <c>PhotoId</c> and the photo's <c>Kept</c> are set and saved together; that
/// is for the caller to do, who may find the photo again by its <c>Hash</c>. Until then it can be looked at under its address, and after a day without
/// a recipe it is forgotten.
/// </summary>
internal sealed class PhotoStore(CookbookDbContext db, Darkroom darkroom, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>
    /// Makes the files and stores them. The same picture again gives the same photo. Also forgets the photos that no recipe took within
    /// a day. What else the context has changed is not saved.
    /// </summary>
    /// <param name="upload">The file; at most 15 MB of it are read. Its name and its declared type do not matter.</param>
    /// <param name="cancellationToken">Ends waiting and asking; a file that is just being made is made to its end.</param>
    /// <returns>The photo, tracked by the context; or the problem.</returns>
    public async Task<PhotoResult> AddAsync(Stream upload, CancellationToken cancellationToken)
    {
        var developed = await darkroom.DevelopAsync(upload, cancellationToken);
        if (developed.Problem is { } problem)
        {
            return PhotoResult.Refused(problem);
        }

        var now = time.GetUtcNow();
        await db.ForgetPhotosAsync(now - Patience, cancellationToken);
        var photo = PhotoOf(developed.Prints, now);
        await db.UploadAsync(photo, cancellationToken);
        return PhotoResult.Of(await db.Photos.SingleAsync(stored => stored.Hash == photo.Hash, cancellationToken));
    }

    private static Photo PhotoOf(IReadOnlyList<Print> prints, DateTimeOffset now)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var print in prints)
        {
            hash.AppendData(print.Bytes);
        }

        var photo = new Photo
        {
            Hash = Convert.ToHexStringLower(hash.GetCurrentHash())[..Photo.HashLength],
            Width = prints[^1].Width,
            Height = prints[^1].Height,
            Widths = [.. prints.Select(print => print.Width).Distinct()],
            CreatedAt = now,
        };
        photo.Files.AddRange(prints.Select(print => new PhotoFile { Width = print.Width, Format = print.Format, Bytes = print.Bytes }));
        return photo;
    }
}
