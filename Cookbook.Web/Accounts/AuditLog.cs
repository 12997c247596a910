using System.Globalization;
using System.Security.Claims;
using Cookbook.Data;
using Cookbook.Data.Accounts;

namespace Cookbook.Web.Accounts;

/// <summary>Who did what, and who tried to come in.</summary>
internal sealed class AuditLog(CookbookDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    private const int LongestName = 256;

    /// <summary>
    /// What the one who is signed in does. It is saved with the changes that it tells of, in one transaction: neither is there without
    /// the other.
    /// </summary>
    public void Note(string action)
    {
        var user = http.HttpContext!.User;
        Note(user.Identity!.Name!, int.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture), action);
    }

    /// <summary>The same where nothing else is saved.</summary>
    public Task AddAsync(string action, CancellationToken cancellationToken)
    {
        Note(action);
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="who">The account's address, or what was typed.</param>
    /// <param name="account">Null if nobody was recognised.</param>
    /// <param name="action">In a few words.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task AddAsync(string who, int? account, string action, CancellationToken cancellationToken)
    {
        Note(who, account, action);
        return db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What somebody does who is not signed in yet; saved like the other.</summary>
    public void Note(string who, int? account, string action) => db.AuditEntries.Add(new AuditEntry
    {
        At = time.GetUtcNow(),
        AccountId = account,
        Who = who.Length <= LongestName ? who : who[..LongestName],
        Action = action,
        Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
    });
}
