using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Seeding;

/// <summary>A seed that this database has had. Each is loaded once, so that a restart never undoes what somebody has edited since.</summary>
public sealed class LoadedSeed
{
    /// <summary><c>sample</c>, or the file's name.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }
}

internal sealed class LoadedSeedConfiguration : IEntityTypeConfiguration<LoadedSeed>
{
    public void Configure(EntityTypeBuilder<LoadedSeed> builder)
    {
        builder.ToTable("loaded_seed");
        builder.HasKey(seed => seed.Name);
        builder.Property(seed => seed.Name).HasMaxLength(255);
    }
}
