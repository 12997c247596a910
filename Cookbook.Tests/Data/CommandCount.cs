using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cookbook.Tests.Data;

/// <summary>How many commands a context has sent.</summary>
internal sealed class CommandCount : DbCommandInterceptor
{
    public int Sent { get; private set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Sent++;
        return ValueTask.FromResult(result);
    }
}
