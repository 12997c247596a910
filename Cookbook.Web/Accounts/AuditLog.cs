using System.Globalization;
using System.Security.Claims;
using Cookbook.Data;
using Cookbook.Data.Accounts;

namespace Cookbook.Web.Accounts;

/// <summary>Who did what, and who tried to come in.</summary>
internal sealed class AuditLog(CookbookDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    private const int LongestName = 256;

    /// <summary>Done by whoever is signed in.</summary>
    public Task AddAsync(ClaimsPrincipal who, string action, CancellationToken cancellationToken) =>
        AddAsync(who.Identity!.Name!, int.Parse(who.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture), action, cancellationToken);

    /// <param name="who">The account's address, or what was typed.</param>
    /// <param name="account">Null if nobody was recognised.</param>
    /// <param name="action">In a few words.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task AddAsync(string who, int? account, string action, CancellationToken cancellationToken)
    {
        db.AuditEntries.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            AccountId = account,
            Who = who.Length <= LongestName ? who : who[..LongestName],
            Action = action,
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
