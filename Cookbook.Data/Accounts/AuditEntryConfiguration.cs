using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Accounts;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry");
        builder.Property(entry => entry.Who).HasMaxLength(256);
        builder.Property(entry => entry.Action).HasMaxLength(AuditEntry.LongestAction);
        builder.Property(entry => entry.Address).HasMaxLength(45);
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => entry.AccountId);

        // The entry outlives the account.
        builder.HasOne<Account>().WithMany().HasForeignKey(entry => entry.AccountId).OnDelete(DeleteBehavior.SetNull);
    }
}
