using Microsoft.EntityFrameworkCore.Migrations;

namespace Cookbook.Caching.Schema;

/// <summary>For an EF Core migration on PostgreSQL: the table of tokens, and which rows make which tags stale.</summary>
public static class CacheTokenMigrations
{
    /// <summary>Creates the table of tokens, one row a slot, and the functions that change them.</summary>
    public static void CreateCacheTokens(this MigrationBuilder migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.Sql(CreateSql);
    }

    /// <summary>Takes back <see cref="CreateCacheTokens"/>; the triggers must be gone before.</summary>
    public static void DropCacheTokens(this MigrationBuilder migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.Sql(
            """
            DROP FUNCTION cache_touch_all();
            DROP FUNCTION cache_touch(integer[]);
            DROP FUNCTION cache_slot(text);
            DROP TABLE cache_token;
            DROP FUNCTION cache_refill();
            DROP FUNCTION cache_fill();
            DROP SEQUENCE cache_token_seq;
            """);
    }

    /// <summary>
    /// From now on every change of a row of <paramref name="table"/>, by whatever program, makes <paramref name="tags"/> stale when it
    /// commits. Said again for the same table, it replaces what was said before.
    /// </summary>
    /// <param name="migration">The migration.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="tags">
    /// Tags in which <c>{column}</c> stands for a column of the row, as it was before and as it is after the change:
    /// <c>"recipe:{id}"</c>, <c>"recipes"</c>. Where that column is null, the tag is left out. Only name columns of the row itself:
    /// what is looked up in another table may be changed by another transaction at the same time.
    /// </param>
    public static void MakesStale(this MigrationBuilder migration, string table, params string[] tags)
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentOutOfRangeException.ThrowIfZero(tags.Length);
        migration.Sql(TriggerSql(table, tags));
    }

    /// <summary>Takes back <see cref="MakesStale"/>.</summary>
    public static void MakesNothingStale(this MigrationBuilder migration, string table)
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentException.ThrowIfNullOrEmpty(table);
        migration.Sql(DropTriggersSql(table));
    }

    /// <summary>
    /// The slots' rows are locked in ascending order, and a token is taken from the sequence under its row's lock: within a slot a
    /// larger token is a later one. What this transaction has changed already it need not change again: nobody has seen it yet. (A
    /// savepoint that is rolled back takes its change, its mark and its notification with it.) The mark alone does not say so: a dump brings
    /// it along to a server that comes to the same number once more; nor does xmin, whose numbers return.
    /// </summary>
    private static readonly string CreateSql =
        $$"""
        CREATE SEQUENCE cache_token_seq;

        CREATE TABLE cache_token (slot integer PRIMARY KEY, token bigint NOT NULL, xact xid8 NOT NULL) WITH (fillfactor = 50);

        CREATE FUNCTION cache_fill() RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS
        $$
            INSERT INTO cache_token SELECT slot, nextval('cache_token_seq'), pg_current_xact_id()
            FROM generate_series(-1, {{TokenSchema.Slots - 1}}) AS slot
            ON CONFLICT DO NOTHING
        $$;
        SELECT cache_fill();

        -- A slot without a token would never be cached again. Who hears a message that is no change reads all tokens again.
        CREATE FUNCTION cache_refill() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
        $$
        BEGIN
            PERFORM cache_fill();
            PERFORM pg_notify('cache_token', 'refilled');
            RETURN NULL;
        END
        $$;
        CREATE TRIGGER cache_refill_deleted AFTER DELETE ON cache_token FOR EACH STATEMENT EXECUTE FUNCTION cache_refill();
        CREATE TRIGGER cache_refill_truncated AFTER TRUNCATE ON cache_token FOR EACH STATEMENT EXECUTE FUNCTION cache_refill();

        CREATE FUNCTION cache_slot(tag text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
        $$ SELECT get_byte(hash, 0) * 256 + get_byte(hash, 1) FROM sha256(convert_to(tag, 'UTF8')) AS hash $$;

        CREATE FUNCTION cache_touch(slots integer[]) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS
        $$
        DECLARE
            payload text := '';
            changed record;
        BEGIN
            IF cardinality(slots) > {{TokenSchema.MostSlotsAtOnce}} THEN
                slots := ARRAY[-1];
            END IF;

            FOR changed IN
                INSERT INTO cache_token AS t (slot, token, xact)
                SELECT s.slot, nextval('cache_token_seq'), pg_current_xact_id()
                FROM (SELECT DISTINCT unnest(slots) AS slot ORDER BY 1) AS s
                ON CONFLICT (slot) DO UPDATE SET token = nextval('cache_token_seq'), xact = pg_current_xact_id()
                WHERE t.xact <> pg_current_xact_id() OR t.xmin <> pg_current_xact_id()::xid
                RETURNING t.slot, t.token
            LOOP
                -- A payload may have 8,000 bytes, a pair has 27 at most.
                IF length(payload) > 7900 THEN
                    PERFORM pg_notify('cache_token', payload);
                    payload := '';
                END IF;
                payload := payload || changed.slot || ':' || changed.token || ' ';
            END LOOP;

            IF payload <> '' THEN
                PERFORM pg_notify('cache_token', payload);
            END IF;
        END
        $$;

        CREATE FUNCTION cache_touch_all() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
        $$
        BEGIN
            PERFORM cache_touch(ARRAY[-1]);
            RETURN NULL;
        END
        $$;
        """;

    /// <summary>Transition tables ask for a trigger for each event; together with TRUNCATE there is nothing that goes by unseen.</summary>
    private static string TriggerSql(string table, string[] tags)
    {
        var values = string.Join(", ", tags.Select(tag => $"({TagTemplate.ToSql(tag, "r")})"));
        var name = Identifier($"cache_stale_{table}");
        var on = Identifier(table);
        return $"""
            {DropTriggersSql(table)}

            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
            $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    PERFORM cache_touch(ARRAY({Slots("new_rows", values)}));
                ELSIF TG_OP = 'DELETE' THEN
                    PERFORM cache_touch(ARRAY({Slots("old_rows", values)}));
                ELSE
                    PERFORM cache_touch(ARRAY({Slots("old_rows", values)} UNION {Slots("new_rows", values)}));
                END IF;
                RETURN NULL;
            END
            $$;

            CREATE TRIGGER cache_stale_insert AFTER INSERT ON {on} REFERENCING NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION {name}();
            CREATE TRIGGER cache_stale_update AFTER UPDATE ON {on} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION {name}();
            CREATE TRIGGER cache_stale_delete AFTER DELETE ON {on} REFERENCING OLD TABLE AS old_rows
                FOR EACH STATEMENT EXECUTE FUNCTION {name}();
            CREATE TRIGGER cache_stale_truncate AFTER TRUNCATE ON {on}
                FOR EACH STATEMENT EXECUTE FUNCTION cache_touch_all();
            """;
    }

    private static string Slots(string rows, string values) =>
        $"SELECT DISTINCT cache_slot(tags.tag) FROM {rows} AS r, LATERAL (VALUES {values}) AS tags(tag) WHERE tags.tag IS NOT NULL";

    private static string DropTriggersSql(string table)
    {
        var on = Identifier(table);
        return $"""
            DROP TRIGGER IF EXISTS cache_stale_insert ON {on};
            DROP TRIGGER IF EXISTS cache_stale_update ON {on};
            DROP TRIGGER IF EXISTS cache_stale_delete ON {on};
            DROP TRIGGER IF EXISTS cache_stale_truncate ON {on};
            DROP FUNCTION IF EXISTS {Identifier($"cache_stale_{table}")}();
            """;
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
