using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cookbook.Data;

/// <summary>
/// A query that is compiled once for each model: a compiled query refuses to run with another model than its first one, and contexts of
/// different options, as several applications in one process have them, may have a model each.
/// </summary>
/// <param name="compile">By <c>EF.CompileAsyncQuery</c>.</param>
internal sealed class PerModel<TQuery>(Func<TQuery> compile)
    where TQuery : class
{
    private readonly ConditionalWeakTable<IModel, TQuery> _compiled = [];

    public TQuery For(CookbookDbContext db) => _compiled.GetValue(db.Model, _ => compile());
}
