using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Accounts;

/// <summary>
/// The tables of ASP.NET Core Identity, schema version 3 (with passkeys). Said here, and not taken over from IdentityDbContext, because
/// that has another model wherever Identity's options are not at hand: in migrations, in the worker, in tests.
/// </summary>
internal sealed class AccountConfiguration :
    IEntityTypeConfiguration<Account>,
    IEntityTypeConfiguration<Role>,
    IEntityTypeConfiguration<IdentityUserRole<int>>,
    IEntityTypeConfiguration<IdentityUserClaim<int>>,
    IEntityTypeConfiguration<IdentityUserLogin<int>>,
    IEntityTypeConfiguration<IdentityUserToken<int>>,
    IEntityTypeConfiguration<IdentityUserPasskey<int>>,
    IEntityTypeConfiguration<IdentityRoleClaim<int>>
{
    private const int Name = 256;

    /// <summary>A part of a key: PostgreSQL indexes no more than 2,700 bytes.</summary>
    private const int Key = 128;

    /// <summary>In bytes (WebAuthn, section 4, "Credential ID").</summary>
    private const int CredentialId = 1023;

    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.Property(account => account.UserName).HasMaxLength(Name);
        builder.Property(account => account.NormalizedUserName).HasMaxLength(Name);
        builder.Property(account => account.Email).HasMaxLength(Name);
        builder.Property(account => account.NormalizedEmail).HasMaxLength(Name);
        builder.Property(account => account.PhoneNumber).HasMaxLength(Name);
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(account => account.PasswordHash).IsSensitive();
        builder.Property(account => account.SecurityStamp).IsSensitive();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasIndex(account => account.NormalizedEmail).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("role");
        builder.Property(role => role.Name).HasMaxLength(Name);
        builder.Property(role => role.NormalizedName).HasMaxLength(Name);
        builder.Property(role => role.ConcurrencyStamp).IsConcurrencyToken();
        builder.HasIndex(role => role.NormalizedName).IsUnique();

        // A random stamp would look like a change of the model to each new migration.
        builder.HasData(Role.All.Select((name, i) => new Role { Id = i + 1, Name = name, NormalizedName = name.ToUpperInvariant(), ConcurrencyStamp = name }));
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<int>> builder)
    {
        builder.ToTable("account_role");
        builder.HasKey(held => new { held.UserId, held.RoleId });
        builder.HasIndex(held => held.RoleId);
        builder.HasOne<Account>().WithMany().HasForeignKey(held => held.UserId);
        builder.HasOne<Role>().WithMany().HasForeignKey(held => held.RoleId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder)
    {
        builder.ToTable("account_claim");
        builder.HasOne<Account>().WithMany().HasForeignKey(claim => claim.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder)
    {
        builder.ToTable("account_login");
        builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.Property(login => login.LoginProvider).HasMaxLength(Key);
        builder.Property(login => login.ProviderKey).HasMaxLength(Key).IsSensitive();
        builder.HasOne<Account>().WithMany().HasForeignKey(login => login.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder)
    {
        builder.ToTable("account_token");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.LoginProvider).HasMaxLength(Key);
        builder.Property(token => token.Name).HasMaxLength(Key);
        builder.Property(token => token.Value).IsSensitive();
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<int>> builder)
    {
        builder.ToTable("account_passkey");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(CredentialId).IsSensitive();
        builder.OwnsOne(passkey => passkey.Data).ToJson("data");
        builder.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<int>> builder)
    {
        builder.ToTable("role_claim");
        builder.HasOne<Role>().WithMany().HasForeignKey(claim => claim.RoleId);
    }
}
