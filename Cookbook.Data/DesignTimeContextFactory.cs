using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Cookbook.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model and never connects.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<CookbookDbContext>
{
    public CookbookDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql("Host=localhost;Database=cookbookdb");
        CookbookDbContext.Configure(options);
        return new CookbookDbContext(options.Options);
    }
}
