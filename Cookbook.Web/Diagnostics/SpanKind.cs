namespace Cookbook.Web.Diagnostics;

/// <summary>What a span is about; each has a word, and a colour.</summary>
internal enum SpanKind
{
    Request,
    Cache,
    Render,

    /// <summary>A command to Postgres.</summary>
    Sql,

    /// <summary>Opening a connection to Postgres.</summary>
    Connection,
    Redis,
    Other,
}
