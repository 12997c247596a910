namespace Cookbook.Web.Photos;

/// <summary>A picture in one width and one format, as browsers get it.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Format">One of those of <see cref="Data.Photos.PhotoFile"/>.</param>
/// <param name="Bytes">Without any metadata.</param>
internal sealed record Print(int Width, int Height, string Format, byte[] Bytes);

/// <summary>What became of an upload: prints, from the narrowest to the widest; or what to tell the one who uploaded it.</summary>
internal sealed record Developed(IReadOnlyList<Print> Prints, string? Problem)
{
    public static Developed Refused(string problem) => new([], problem);
}
