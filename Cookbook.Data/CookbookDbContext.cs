using Cookbook.Data.Accounts;
using Cookbook.Data.History;
using Cookbook.Data.Photos;
using Cookbook.Data.Recipes;
using Cookbook.Data.Seeding;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data;

public sealed class CookbookDbContext(DbContextOptions<CookbookDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Recipe> Recipes => Set<Recipe>();

    public DbSet<Ingredient> Ingredients => Set<Ingredient>();

    public DbSet<Food> Foods => Set<Food>();

    public DbSet<Tag> Tags => Set<Tag>();

    /// <summary>Which recipe carries which tag: rows of <c>RecipeId</c> and <c>TagId</c>, for questions that need neither the recipe nor the tag.</summary>
    internal DbSet<Dictionary<string, object>> TagLinks => Set<Dictionary<string, object>>(RecipeConfiguration.TagLinks);

    public DbSet<OldSlug> OldSlugs => Set<OldSlug>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<Photo> Photos => Set<Photo>();

    public DbSet<PhotoFile> PhotoFiles => Set<PhotoFile>();

    public DbSet<LoadedSeed> LoadedSeeds => Set<LoadedSeed>();

    public DbSet<GeneratedSet> GeneratedSets => Set<GeneratedSet>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>With them a replica reads what another has encrypted: cookies, and the tokens in forms.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// What every program that opens this context must say: snake_case names, and few, short retries. (The default of six retries
    /// would keep a reader waiting for a minute while Postgres is away; two, within half a second each, bridge a failover's blip.)
    /// </summary>
    public static void Configure(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .UseNpgsql(npgsql => npgsql.EnableRetryOnFailure(maxRetryCount: 2, maxRetryDelay: TimeSpan.FromMilliseconds(500), errorCodesToAdd: null));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Comes with PostgreSQL, and whoever owns the database may take it in.
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CookbookDbContext).Assembly);
    }
}
