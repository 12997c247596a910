using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>What the pages of foods and those of tags differ in.</summary>
/// <param name="one">"food".</param>
/// <param name="many">"foods"; also the last part of the list's address.</param>
/// <param name="maxLength">Of a name, in code points.</param>
internal abstract class NameKind(string one, string many, int maxLength)
{
    private static readonly NameKind[] All = [new FoodKind(), new TagKind()];

    public string One => one;

    public string Many => many;

    public int MaxLength => maxLength;

    public string Address => $"{AdminAddress.Home}/{many}";

    /// <summary>Whether it stays where recipes use it: a recipe can lose a tag, but not what it is made of.</summary>
    public abstract bool StaysInUse { get; }

    /// <param name="many">As in an address: the route has checked it.</param>
    public static NameKind Of(string many) => All.Single(kind => string.Equals(kind.Many, many, StringComparison.OrdinalIgnoreCase));

    public string AddressOf(int id) => string.Create(CultureInfo.InvariantCulture, $"{Address}/{id}");

    /// <summary>"137 foods".</summary>
    public string Count(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    /// <summary>Of those who save these names, as <see cref="Editing.InTurn"/> has it.</summary>
    public abstract string Turn { get; }

    /// <summary>As it is stored.</summary>
    public virtual string Spell(string typed) => typed.Trim();

    /// <param name="db">The context.</param>
    /// <param name="unused">Those alone that no recipe uses.</param>
    public abstract IQueryable<NameRow> Names(CookbookDbContext db, bool unused = false);

    public abstract Task<List<NameInUse>> InUseAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken);

    /// <summary>To be changed or deleted.</summary>
    public abstract Task<IReadOnlyList<INamed>> FindAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken);

    public abstract INamed New(string name);

    /// <summary>Changes what else holds the name; in the transaction of the renaming.</summary>
    public virtual Task RenamedAsync(CookbookDbContext db, INamed named, string before, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
