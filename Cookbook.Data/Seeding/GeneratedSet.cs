using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Seeding;

/// <summary>
/// How far the worker's <c>generate</c> has come. Written in the transaction of the recipes themselves, so that it is right however a run
/// ended; recipes that somebody deleted afterwards are not made again.
/// </summary>
public sealed class GeneratedSet
{
    /// <summary>The number that all of the set is made from.</summary>
    public required int Seed { get; init; }

    /// <summary>How many there have been: the first of the set, without a gap.</summary>
    public required int Recipes { get; set; }
}

internal sealed class GeneratedSetConfiguration : IEntityTypeConfiguration<GeneratedSet>
{
    public void Configure(EntityTypeBuilder<GeneratedSet> builder)
    {
        builder.ToTable("generated_set");
        builder.HasKey(set => set.Seed);
        builder.Property(set => set.Seed).ValueGeneratedNever();
    }
}
