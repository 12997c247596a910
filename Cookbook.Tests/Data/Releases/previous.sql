-- integer, text
DELETE FROM account
WHERE id = $1 AND concurrency_stamp = $2

-- bytea
DELETE FROM account_passkey
WHERE credential_id = $1

-- integer, integer
DELETE FROM account_role
WHERE role_id = $1 AND user_id = $2

-- integer, xid
DELETE FROM food
WHERE id = $1 AND xmin = $2

-- integer
DELETE FROM ingredient
WHERE id = $1

-- integer
DELETE FROM ingredient AS i
WHERE i.id IN (
    SELECT i0.id
    FROM ingredient AS i0
    LIMIT $1
)

-- character varying
DELETE FROM old_slug
WHERE slug = $1

-- timestamp with time zone
DELETE FROM photo AS p
WHERE NOT (p.kept) AND p.created_at < $1 AND NOT EXISTS (
    SELECT 1
    FROM recipe AS r
    WHERE r.photo_id = p.id)

-- integer, xid
DELETE FROM recipe
WHERE id = $1 AND xmin = $2

-- integer, integer
DELETE FROM recipe_tag
WHERE recipe_id = $1 AND tag_id = $2

-- integer, xid
DELETE FROM tag
WHERE id = $1 AND xmin = $2

-- integer, text, timestamp with time zone, character varying, boolean, timestamp with time zone, boolean, timestamp with time zone, character varying, character varying, text, character varying, boolean, text, boolean, character varying
INSERT INTO account (access_failed_count, concurrency_stamp, created_at, email, email_confirmed, last_sign_in_at, lockout_enabled, lockout_end, normalized_email, normalized_user_name, password_hash, phone_number, phone_number_confirmed, security_stamp, two_factor_enabled, user_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
RETURNING id

-- jsonb, bytea, integer
INSERT INTO account_passkey (data, credential_id, user_id)
VALUES ($1, $2, $3)

-- integer, integer
INSERT INTO account_role (role_id, user_id)
VALUES ($1, $2)

-- integer, character varying, character varying, timestamp with time zone, character varying
INSERT INTO audit_entry (account_id, action, address, at, who)
VALUES ($1, $2, $3, $4, $5)
RETURNING id

-- text, text
INSERT INTO data_protection_key (friendly_name, xml)
VALUES ($1, $2)
RETURNING id

-- integer, character varying
INSERT INTO food (id, name)
VALUES ($1, $2)
RETURNING xmin

-- character varying
INSERT INTO food (name)
VALUES ($1)
RETURNING id, xmin

-- integer, integer
INSERT INTO generated_set (seed, recipes) VALUES ($1, $2) ON CONFLICT (seed) DO UPDATE SET recipes = excluded.recipes

-- numeric, text, integer, integer, integer, character varying
INSERT INTO ingredient (amount, description, food_id, position, recipe_id, unit_of_measure)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id

-- integer, numeric, text, integer, integer, integer, character varying
INSERT INTO ingredient (id, amount, description, food_id, position, recipe_id, unit_of_measure)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- character varying, timestamp with time zone
INSERT INTO loaded_seed (name, loaded_at)
VALUES ($1, $2)

-- character varying, integer
INSERT INTO old_slug (slug, recipe_id)
VALUES ($1, $2)

-- timestamp with time zone, character varying, integer, boolean, integer, integer[]
INSERT INTO photo (created_at, hash, height, kept, width, widths)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id

-- interval, timestamp with time zone, text, text, character varying, integer, interval, integer, character varying, character varying, timestamp with time zone
INSERT INTO recipe (cook_time, created_at, description, instructions, name, photo_id, prep_time, servings, slug, source_url, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
RETURNING id, xmin

-- integer, interval, timestamp with time zone, text, text, character varying, integer, interval, integer, character varying, character varying, timestamp with time zone
INSERT INTO recipe (id, cook_time, created_at, description, instructions, name, photo_id, prep_time, servings, slug, source_url, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
RETURNING xmin

-- integer, integer
INSERT INTO recipe_tag (recipe_id, tag_id)
VALUES ($1, $2)

-- character varying, timestamp with time zone, jsonb, character varying, integer, uuid, character varying
INSERT INTO revision (action, at, content, kind, object_id, submission, who)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id

-- 
INSERT INTO role (id, concurrency_stamp, name, normalized_name)
VALUES (1, 'Administrator', 'Administrator', 'ADMINISTRATOR')

-- 
INSERT INTO role (id, concurrency_stamp, name, normalized_name)
VALUES (2, 'Editor', 'Editor', 'EDITOR')

-- 
INSERT INTO role (id, concurrency_stamp, name, normalized_name)
VALUES (3, 'Viewer', 'Viewer', 'VIEWER')

-- character varying
INSERT INTO tag (name)
VALUES ($1)
RETURNING id, xmin

-- 
SELECT 1

-- integer
SELECT 1 FROM recipe WHERE id = $1 FOR UPDATE

-- integer, character varying
SELECT EXISTS (
    SELECT 1
    FROM food AS f
    WHERE f.id <> $1 AND f.name ILIKE $2 ESCAPE '\')

-- character varying
SELECT EXISTS (
    SELECT 1
    FROM loaded_seed AS l
    WHERE l.name = $1)

-- character varying
SELECT EXISTS (
    SELECT 1
    FROM photo AS p
    WHERE p.hash = $1)

-- integer
SELECT EXISTS (
    SELECT 1
    FROM photo_file AS p
    WHERE p.photo_id = $1)

-- integer, character varying
SELECT EXISTS (
    SELECT 1
    FROM tag AS t
    WHERE t.id <> $1 AND t.name ILIKE $2 ESCAPE '\')

-- integer
SELECT NOT EXISTS (
    SELECT 1
    FROM recipe AS r
    WHERE r.id > $1)

-- character varying
SELECT a.action
FROM audit_entry AS a
WHERE a.action LIKE $1
ORDER BY a.id

-- character varying
SELECT a.action
FROM audit_entry AS a
WHERE a.who = $1
ORDER BY a.id

-- integer
SELECT a.at AS "At", a.who AS "Who", a.action AS "Action"
FROM audit_entry AS a
ORDER BY a.id DESC
LIMIT $1

-- bytea
SELECT a.credential_id, a.user_id, a.data
FROM account_passkey AS a
WHERE a.credential_id = $1
LIMIT 2

-- integer
SELECT a.credential_id, a.user_id, a.data
FROM account_passkey AS a
WHERE a.user_id = $1

-- integer, bytea
SELECT a.credential_id, a.user_id, a.data
FROM account_passkey AS a
WHERE a.user_id = $1 AND a.credential_id = $2
LIMIT 2

-- 
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a

-- character varying
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a
WHERE a.email = $1
LIMIT 2

-- integer
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a
WHERE a.id = $1
LIMIT 1

-- integer[]
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a
WHERE a.id = ANY ($1)

-- character varying
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a
WHERE a.normalized_email = $1
LIMIT 2

-- character varying
SELECT a.id, a.access_failed_count, a.concurrency_stamp, a.created_at, a.email, a.email_confirmed, a.last_sign_in_at, a.lockout_enabled, a.lockout_end, a.normalized_email, a.normalized_user_name, a.password_hash, a.phone_number, a.phone_number_confirmed, a.security_stamp, a.two_factor_enabled, a.user_name
FROM account AS a
WHERE a.normalized_user_name = $1
LIMIT 1

-- 
SELECT a.id, a.account_id, a.action, a.address, a.at, a.who
FROM audit_entry AS a

-- integer, integer
SELECT a.id, a.account_id, a.action, a.address, a.at, a.who
FROM audit_entry AS a
ORDER BY a.id DESC
LIMIT $1 OFFSET $2

-- character varying
SELECT a.id, a.account_id, a.action, a.address, a.at, a.who
FROM audit_entry AS a
WHERE a.who = $1
LIMIT 2

-- character varying, character varying, integer
SELECT a.id, a.account_id, a.action, a.address, a.at, a.who
FROM audit_entry AS a
WHERE a.who ILIKE $1 ESCAPE '\' OR a.action ILIKE $2 ESCAPE '\'
ORDER BY a.id DESC
LIMIT $3 OFFSET $3

-- character varying, character varying, integer, integer
SELECT a.id, a.account_id, a.action, a.address, a.at, a.who
FROM audit_entry AS a
WHERE a.who ILIKE $1 ESCAPE '\' OR a.action ILIKE $2 ESCAPE '\'
ORDER BY a.id DESC
LIMIT $3 OFFSET $4

-- integer
SELECT a.id, a.claim_type, a.claim_value, a.user_id
FROM account_claim AS a
WHERE a.user_id = $1

-- integer, integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
ORDER BY a.normalized_email
LIMIT $1 OFFSET $2

-- integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.id = $1
LIMIT 2

-- integer[]
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.id = ANY ($1)
ORDER BY a.normalized_email

-- character varying, integer, integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.normalized_email LIKE $1
ORDER BY COALESCE(a.last_sign_in_at, TIMESTAMPTZ '-infinity') DESC, a.id
LIMIT $2 OFFSET $3

-- character varying, integer, integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.normalized_email LIKE $1
ORDER BY COALESCE(a.last_sign_in_at, TIMESTAMPTZ '-infinity'), a.id
LIMIT $2 OFFSET $3

-- character varying, integer, integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.normalized_email LIKE $1
ORDER BY a.normalized_email
LIMIT $2 OFFSET $3

-- character varying, integer, integer
SELECT a.id, a.email, (
    SELECT r.name
    FROM account_role AS a0
    INNER JOIN role AS r ON a0.role_id = r.id
    WHERE a0.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.normalized_email LIKE $1
ORDER BY a.normalized_email DESC
LIMIT $2 OFFSET $3

-- character varying, character varying, integer, integer
SELECT a.id, a.email, (
    SELECT r0.name
    FROM account_role AS a1
    INNER JOIN role AS r0 ON a1.role_id = r0.id
    WHERE a1.user_id = a.id
    LIMIT 1), a.last_sign_in_at, a.lockout_end
FROM account AS a
WHERE a.normalized_email LIKE $1 AND EXISTS (
    SELECT 1
    FROM account_role AS a0
    WHERE a0.user_id = a.id AND EXISTS (
        SELECT 1
        FROM role AS r
        WHERE r.id = a0.role_id AND r.name = $2))
ORDER BY a.normalized_email
LIMIT $3 OFFSET $4

-- integer, integer
SELECT a.user_id, a.role_id
FROM account_role AS a
WHERE a.user_id = $1 AND a.role_id = $2
LIMIT 1

-- integer
SELECT a0.id, a0.access_failed_count, a0.concurrency_stamp, a0.created_at, a0.email, a0.email_confirmed, a0.last_sign_in_at, a0.lockout_enabled, a0.lockout_end, a0.normalized_email, a0.normalized_user_name, a0.password_hash, a0.phone_number, a0.phone_number_confirmed, a0.security_stamp, a0.two_factor_enabled, a0.user_name
FROM account_role AS a
INNER JOIN account AS a0 ON a.user_id = a0.id
WHERE a.role_id = $1

-- 
SELECT cache_touch($1)

-- integer
SELECT count(*)::int
FROM (
    SELECT DISTINCT i.recipe_id
    FROM ingredient AS i
    WHERE i.food_id = $1
) AS i0

-- 
SELECT count(*)::int
FROM account AS a

-- character varying
SELECT count(*)::int
FROM account AS a
WHERE a.normalized_email LIKE $1

-- character varying, character varying
SELECT count(*)::int
FROM account AS a
WHERE a.normalized_email LIKE $1 AND EXISTS (
    SELECT 1
    FROM account_role AS a0
    WHERE a0.user_id = a.id AND EXISTS (
        SELECT 1
        FROM role AS r
        WHERE r.id = a0.role_id AND r.name = $2))

-- 
SELECT count(*)::int
FROM audit_entry AS a

-- character varying, character varying
SELECT count(*)::int
FROM audit_entry AS a
WHERE a.who ILIKE $1 ESCAPE '\' OR a.action ILIKE $2 ESCAPE '\'

-- 
SELECT count(*)::int
FROM food AS f

-- 
SELECT count(*)::int
FROM food AS f
WHERE NOT EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = f.id)

-- character varying
SELECT count(*)::int
FROM food AS f
WHERE f.name = $1

-- 
SELECT count(*)::int
FROM food AS f
WHERE f.name = 'salt'

-- character varying
SELECT count(*)::int
FROM food AS f
WHERE f.name ILIKE $1 ESCAPE '\'

-- 
SELECT count(*)::int
FROM ingredient AS i

-- integer
SELECT count(*)::int
FROM ingredient AS i
WHERE i.recipe_id = $1

-- 
SELECT count(*)::int
FROM loaded_seed AS l

-- 
SELECT count(*)::int
FROM old_slug AS o

-- 
SELECT count(*)::int
FROM recipe AS r

-- 
SELECT count(*)::int
FROM recipe AS r
WHERE (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id) = 0

-- integer
SELECT count(*)::int
FROM recipe AS r
WHERE EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE r.id = i.recipe_id AND i.food_id = $1)

-- integer
SELECT count(*)::int
FROM recipe AS r
WHERE EXISTS (
    SELECT 1
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
    WHERE r.id = r0.recipe_id AND t.id = $1)

-- integer, integer
SELECT count(*)::int
FROM recipe AS r
WHERE EXISTS (
    SELECT 1
    FROM recipe_tag AS r0
    WHERE r0.tag_id = $1 AND r0.recipe_id = r.id) AND EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = $2 AND i.recipe_id = r.id)

-- 
SELECT count(*)::int
FROM recipe AS r
WHERE FALSE

-- character varying
SELECT count(*)::int
FROM recipe AS r
WHERE r.name = $1

-- character varying
SELECT count(*)::int
FROM recipe AS r
WHERE r.name ILIKE $1 ESCAPE '\'

-- character varying
SELECT count(*)::int
FROM recipe AS r
WHERE r.name ILIKE $1 ESCAPE '\' AND (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id) = 0

-- character varying, integer[]
SELECT count(*)::int
FROM recipe AS r
WHERE r.name ILIKE $1 ESCAPE '\' AND EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = ANY ($2) AND i.recipe_id = r.id)

-- character varying, integer, integer
SELECT count(*)::int
FROM recipe AS r
WHERE r.name ILIKE $1 ESCAPE '\' AND EXISTS (
    SELECT 1
    FROM recipe_tag AS r0
    WHERE r0.tag_id = $2 AND r0.recipe_id = r.id) AND EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = $3 AND i.recipe_id = r.id)

-- character varying, integer, integer
SELECT count(*)::int
FROM recipe AS r
WHERE r.name ILIKE $1 ESCAPE '\' AND EXISTS (
    SELECT 1
    FROM recipe_tag AS r0
    WHERE r0.tag_id = $2 AND r0.recipe_id = r.id) AND EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = $3 AND i.recipe_id = r.id) AND (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id) = 0

-- integer
SELECT count(*)::int
FROM recipe_tag AS r
WHERE r.tag_id = $1

-- character varying, integer
SELECT count(*)::int
FROM revision AS r
WHERE r.kind = $1 AND r.object_id = $2

-- integer
SELECT count(*)::int
FROM revision AS r
WHERE r.kind = 'recipe' AND r.object_id = $1

-- 
SELECT count(*)::int
FROM tag AS t

-- 
SELECT count(*)::int
FROM tag AS t
WHERE NOT EXISTS (
    SELECT 1
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id)

-- character varying
SELECT count(*)::int
FROM tag AS t
WHERE t.name = $1

-- character varying
SELECT count(*)::int
FROM tag AS t
WHERE t.name ILIKE $1 ESCAPE '\'

-- 
SELECT d.id, d.friendly_name, d.xml
FROM data_protection_key AS d

-- 
SELECT d.xml
FROM data_protection_key AS d

-- 
SELECT f.id
FROM food AS f
WHERE EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = f.id)
ORDER BY f.id
LIMIT 1

-- 
SELECT f.id
FROM food AS f
WHERE f.name = 'salt'
LIMIT 2

-- character varying
SELECT f.id
FROM food AS f
WHERE f.name ILIKE $1 ESCAPE '\'

-- integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
ORDER BY f.name DESC, f.id
LIMIT $1 OFFSET $2

-- integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
ORDER BY f.name, f.id
LIMIT $1 OFFSET $1

-- integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
ORDER BY f.name, f.id
LIMIT $1 OFFSET $2

-- character varying, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
WHERE f.name ILIKE $1 ESCAPE '\'
ORDER BY f.name DESC, f.id
LIMIT $2 OFFSET $2

-- character varying, integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
WHERE f.name ILIKE $1 ESCAPE '\'
ORDER BY f.name DESC, f.id
LIMIT $2 OFFSET $3

-- character varying, integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) AS "Recipes"
FROM food AS f
WHERE f.name ILIKE $1 ESCAPE '\'
ORDER BY f.name, f.id
LIMIT $2 OFFSET $3

-- integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i0.recipe_id
        FROM ingredient AS i0
        WHERE i0.food_id = f.id
    ) AS i1) AS "Recipes"
FROM food AS f
WHERE NOT EXISTS (
    SELECT 1
    FROM ingredient AS i
    WHERE i.food_id = f.id)
ORDER BY f.name, f.id
LIMIT $1 OFFSET $2

-- integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i1.recipe_id
        FROM ingredient AS i1
        WHERE i1.food_id = f.id
    ) AS i2) AS "Recipes"
FROM food AS f
ORDER BY (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0) DESC, f.name, f.id
LIMIT $1 OFFSET $2

-- integer, integer
SELECT f.id AS "Id", f.name AS "Name", (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i1.recipe_id
        FROM ingredient AS i1
        WHERE i1.food_id = f.id
    ) AS i2) AS "Recipes"
FROM food AS f
ORDER BY (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0), f.name, f.id
LIMIT $1 OFFSET $2

-- integer[]
SELECT f.id AS "Of", r0.id AS "Recipe", r0.slug AS "Slug", r0.name AS "Name"
FROM food AS f
JOIN LATERAL (
    SELECT r.id, r.name, r.slug
    FROM recipe AS r
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE r.id = i.recipe_id AND i.food_id = f.id)
    ORDER BY r.name, r.id
    LIMIT 100
) AS r0 ON TRUE
WHERE f.id = ANY ($1)
ORDER BY r0.name, r0.id

-- integer[]
SELECT f.id, f.name, f.xmin
FROM food AS f
WHERE f.id = ANY ($1)

-- character varying
SELECT f.id, f.name, f.xmin
FROM food AS f
WHERE f.name = $1
LIMIT 2

-- character varying[]
SELECT f.id, f.name, f.xmin
FROM food AS f
WHERE f.name = ANY ($1)
ORDER BY f.id

-- character varying[]
SELECT f.id, f.name, f.xmin
FROM food AS f
WHERE f.name ILIKE ANY ($1)
ORDER BY f.id

-- integer[]
SELECT f.id, f.name, f.xmin, (
    SELECT count(*)::int
    FROM (
        SELECT DISTINCT i.recipe_id
        FROM ingredient AS i
        WHERE i.food_id = f.id
    ) AS i0)
FROM food AS f
WHERE f.id = ANY ($1)
ORDER BY f.name, f.id

-- integer
SELECT f.name
FROM food AS f
WHERE f.id = $1
LIMIT 2

-- character varying, character varying, integer
SELECT f0.name
FROM (
    SELECT DISTINCT f.name
    FROM food AS f
    WHERE f.name ILIKE $1 ESCAPE '\'
) AS f0
ORDER BY f0.name ILIKE $2 ESCAPE '\' DESC, length(f0.name)::int, f0.name
LIMIT $3

-- integer
SELECT g.recipes
FROM generated_set AS g
WHERE g.seed = $1
LIMIT 2

-- 
SELECT i.id
FROM ingredient AS i
ORDER BY i.position

-- integer[]
SELECT i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure
FROM ingredient AS i
WHERE i.id = ANY ($1)

-- integer[]
SELECT i.recipe_id AS "Recipe", max(i.position) + 1 AS "Next"
FROM ingredient AS i
WHERE i.recipe_id = ANY ($1)
GROUP BY i.recipe_id

-- integer[]
SELECT i.recipe_id, i.description, i.amount, i.unit_of_measure, i.food_id, f.name
FROM ingredient AS i
INNER JOIN food AS f ON i.food_id = f.id
WHERE i.recipe_id = ANY ($1)
ORDER BY i.recipe_id, i.position

-- 
SELECT l.name, l.loaded_at
FROM loaded_seed AS l
LIMIT 2

-- character varying, integer
SELECT max(r.id)
FROM revision AS r
WHERE r.kind = $1 AND r.object_id = $2

-- 
SELECT nextval('recipe_id_seq')

-- integer
SELECT nextval(pg_get_serial_sequence('recipe', 'id'))::int AS "Value" FROM generate_series(1, $1)

-- integer, integer
SELECT o.slug
FROM old_slug AS o
ORDER BY o.recipe_id % $1
LIMIT $2

-- integer[]
SELECT o.slug, o.recipe_id, r.id
FROM recipe AS r
INNER JOIN old_slug AS o ON r.id = o.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.id

-- integer[]
SELECT o.slug, o.recipe_id, r.id, p.id
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
INNER JOIN old_slug AS o ON r.id = o.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.id, p.id

-- integer
SELECT o.slug, o.recipe_id, r3.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.id = $1
    ORDER BY r.id
    LIMIT 1
) AS r3
INNER JOIN old_slug AS o ON r3.id = o.recipe_id
ORDER BY r3.id

-- character varying
SELECT o.slug, o.recipe_id, r3.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.name = $1
    ORDER BY r.id
    LIMIT 1
) AS r3
INNER JOIN old_slug AS o ON r3.id = o.recipe_id
ORDER BY r3.id

-- integer
SELECT o.slug, o.recipe_id, s3.id, s3.id0
FROM (
    SELECT r.id, p.id AS id0
    FROM recipe AS r
    LEFT JOIN photo AS p ON r.photo_id = p.id
    WHERE r.id = $1
    ORDER BY r.id, p.id
    LIMIT 1
) AS s3
INNER JOIN old_slug AS o ON s3.id = o.recipe_id
ORDER BY s3.id, s3.id0

-- 
SELECT p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM photo AS p
ORDER BY p.id

-- character varying
SELECT p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM photo AS p
WHERE p.hash = $1
LIMIT 2

-- character varying[]
SELECT p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM photo AS p
WHERE p.hash = ANY ($1)

-- character varying
SELECT p.kept
FROM photo AS p
WHERE p.hash = $1
LIMIT 2

-- 
SELECT p.photo_id, p.width, p.format, p.bytes
FROM photo_file AS p
ORDER BY p.width, p.format

-- character varying, integer, character varying
SELECT p0.bytes
FROM photo AS p
INNER JOIN photo_file AS p0 ON p.id = p0.photo_id
WHERE p.hash = $1 AND p0.width = $2 AND p0.format = $3
LIMIT 2

-- text
SELECT pg_advisory_xact_lock(hashtext($1))

-- 
SELECT pg_notify($1, $2)

-- integer
SELECT r.action
FROM revision AS r
WHERE r.kind = 'recipe' AND r.object_id = $1
ORDER BY r.id

-- integer
SELECT r.claim_type, r.claim_value
FROM role_claim AS r
WHERE r.role_id = $1

-- bigint, character varying
SELECT r.content
FROM revision AS r
WHERE r.id = $1 AND r.kind = $2
LIMIT 2

-- bigint, character varying, integer
SELECT r.content
FROM revision AS r
WHERE r.id = $1 AND r.kind = $2 AND r.object_id = $3
LIMIT 2

-- character varying, integer
SELECT r.content
FROM revision AS r
WHERE r.kind = $1 AND r.object_id = $2
ORDER BY r.id DESC
LIMIT 1

-- 
SELECT r.id
FROM recipe AS r
ORDER BY r.id
LIMIT 1

-- integer
SELECT r.id AS "Id", r.slug AS "Slug"
FROM recipe AS r
WHERE r.id % $1 = 1
ORDER BY r.id

-- bigint
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.id = $1 AND r.kind = 'recipe'
LIMIT 2

-- bigint, integer
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.id = $1 AND r.kind = 'recipe' AND r.object_id = $2
LIMIT 2

-- character varying, integer
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.kind = $1 AND r.action = 'deleted'
ORDER BY r.id DESC
LIMIT $2

-- character varying, integer, integer, integer
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.kind = $1 AND r.object_id = $2
ORDER BY r.id DESC
LIMIT $3 OFFSET $4

-- character varying, integer
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.kind = $1 AND r.object_id = $2
ORDER BY r.id DESC
LIMIT 1

-- integer
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.kind = 'recipe' AND r.object_id = $1
ORDER BY r.id DESC
LIMIT 1

-- uuid
SELECT r.id, r.action, r.at, r.content, r.kind, r.object_id, r.submission, r.who
FROM revision AS r
WHERE r.submission = $1
LIMIT 2

-- character varying
SELECT r.id, r.concurrency_stamp, r.name, r.normalized_name
FROM role AS r
WHERE r.normalized_name = $1
LIMIT 1

-- character varying
SELECT r.id, r.concurrency_stamp, r.name, r.normalized_name
FROM role AS r
WHERE r.normalized_name = $1
LIMIT 2

-- 
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r

-- 
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
LIMIT 2

-- 
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
ORDER BY r.id

-- integer
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
WHERE r.id = $1
LIMIT 1

-- integer
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
WHERE r.id = $1
ORDER BY r.id
LIMIT 2

-- integer[]
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
WHERE r.id = ANY ($1)
ORDER BY r.id

-- character varying
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
FROM recipe AS r
WHERE r.name = $1
ORDER BY r.id
LIMIT 2

-- 
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin, p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
LIMIT 2

-- integer
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin, p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
WHERE r.id = $1
ORDER BY r.id, p.id
LIMIT 2

-- integer[]
SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin, p.id, p.created_at, p.hash, p.height, p.kept, p.width, p.widths
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
WHERE r.id = ANY ($1)
ORDER BY r.id, p.id

-- integer, integer
SELECT r.id, r.slug, r.name, r.description, r.instructions, r.servings, r.prep_time, r.cook_time, r.source_url, r3.c
FROM recipe AS r
CROSS JOIN (
    SELECT count(*)::int AS c
    FROM (
        SELECT 1 AS "Key"
        FROM recipe AS r1
    ) AS r2
    GROUP BY r2."Key"
) AS r3
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.id
    LIMIT $1 OFFSET $2
)
ORDER BY r.id

-- integer[]
SELECT r.id, r.slug, r.name, r.xmin, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), s.name, s.recipe_id, s.tag_id, s.id, o.slug
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r0.recipe_id, r0.tag_id, t.id
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s ON r.id = s.recipe_id
LEFT JOIN old_slug AS o ON r.id = o.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id, s.id, o.slug

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 10 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 50 OFFSET 0
)
ORDER BY r.name DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 50 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name, r0.id
    LIMIT 2 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 450
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 950
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.name, r0.id
    LIMIT 8 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.updated_at DESC, r0.id DESC
    LIMIT 50 OFFSET 0
)
ORDER BY r.updated_at DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.updated_at DESC, r0.id DESC
    LIMIT 50 OFFSET 0
)
ORDER BY r.updated_at, r.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    ORDER BY r0.updated_at, r0.id
    LIMIT 50 OFFSET 0
)
ORDER BY r.updated_at, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 1 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 3 OFFSET 0
)
ORDER BY r.name DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 18 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 2 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 3 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 41 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.name, r0.id
    LIMIT 7 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.updated_at DESC, r0.id DESC
    LIMIT 3 OFFSET 0
)
ORDER BY r.updated_at DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\'
    ORDER BY r0.updated_at, r0.id
    LIMIT 3 OFFSET 0
)
ORDER BY r.updated_at, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 18 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 32 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 2 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 25 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 250
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 550
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i
    WHERE r.id = i.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 9 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $1 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 2 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $1 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $1 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 300
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $1 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 50 OFFSET 650
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $1 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 6 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND (
        SELECT count(*)::int
        FROM ingredient AS i
        WHERE r0.id = i.recipe_id) = 0
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 1 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $1 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $2 AND i.recipe_id = r0.id)
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 1 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.name DESC, r0.id DESC
    LIMIT 1 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 2 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.name, r0.id
    LIMIT 4 OFFSET 0
)
ORDER BY r.name, r.id, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.updated_at DESC, r0.id DESC
    LIMIT 50 OFFSET 0
)
ORDER BY r.updated_at DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.updated_at DESC, r0.id DESC
    LIMIT 50 OFFSET 50
)
ORDER BY r.updated_at DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- character varying, integer, integer
SELECT r.id, r.slug, r.name, s.name, s.recipe_id, s.tag_id, s.id, (
    SELECT count(*)::int
    FROM ingredient AS i0
    WHERE r.id = i0.recipe_id), r.updated_at
FROM recipe AS r
LEFT JOIN (
    SELECT t.name, r2.recipe_id, r2.tag_id, t.id
    FROM recipe_tag AS r2
    INNER JOIN tag AS t ON r2.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id IN (
    SELECT r0.id
    FROM recipe AS r0
    WHERE r0.name ILIKE $1 ESCAPE '\' AND EXISTS (
        SELECT 1
        FROM recipe_tag AS r1
        WHERE r1.tag_id = $2 AND r1.recipe_id = r0.id) AND EXISTS (
        SELECT 1
        FROM ingredient AS i
        WHERE i.food_id = $3 AND i.recipe_id = r0.id)
    ORDER BY r0.updated_at, r0.id
    LIMIT 20 OFFSET 0
)
ORDER BY r.updated_at DESC, r.id DESC, s.name, s.recipe_id, s.tag_id

-- integer
SELECT r.name
FROM account_role AS a
INNER JOIN role AS r ON a.role_id = r.id
WHERE a.user_id = $1

-- 
SELECT r.name
FROM recipe AS r
ORDER BY r.id

-- character varying, integer[]
SELECT r.object_id AS "ObjectId", r.content AS "Content"
FROM revision AS r
WHERE r.id IN (
    SELECT max(r0.id)
    FROM revision AS r0
    WHERE r0.kind = $1 AND r0.object_id = ANY ($2)
    GROUP BY r0.object_id
)

-- character varying
SELECT r.slug
FROM old_slug AS o
INNER JOIN recipe AS r ON o.recipe_id = r.id
WHERE o.slug = $1
LIMIT 2

-- 
SELECT r.slug
FROM recipe AS r
ORDER BY r.id

-- 
SELECT r.slug
FROM recipe AS r
ORDER BY r.id
LIMIT 1

-- character varying[]
SELECT r.slug
FROM recipe AS r
WHERE r.slug = ANY ($1)
UNION ALL
SELECT o.slug
FROM old_slug AS o
WHERE o.slug = ANY ($1)

-- 
SELECT r.slug AS "Slug", r.id AS "Id"
FROM recipe AS r
UNION ALL
SELECT o.slug AS "Slug", o.recipe_id AS "Id"
FROM old_slug AS o

-- integer
SELECT r.xmin
FROM recipe AS r
WHERE r.id = $1
LIMIT 2

-- integer
SELECT r0.id, r0.cook_time, r0.created_at, r0.description, r0.instructions, r0.name, r0.photo_id, r0.prep_time, r0.servings, r0.slug, r0.source_url, r0.updated_at, r0.xmin, i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure
FROM (
    SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
    FROM recipe AS r
    WHERE r.id = $1
    LIMIT 2
) AS r0
LEFT JOIN ingredient AS i ON r0.id = i.recipe_id
ORDER BY r0.id, i.position

-- integer
SELECT r0.slug, r0.name, r0.description, r0.prep_time, r0.cook_time, r0.id, p.id, s.name, s.recipe_id, s.tag_id, s.id, p.id IS NULL, p.hash, p.width, p.height, p.widths
FROM (
    SELECT r.id, r.cook_time, r.created_at, r.description, r.name, r.photo_id, r.prep_time, r.slug
    FROM recipe AS r
    ORDER BY r.created_at DESC, r.id DESC
    LIMIT $1
) AS r0
LEFT JOIN photo AS p ON r0.photo_id = p.id
LEFT JOIN (
    SELECT t.name, r1.recipe_id, r1.tag_id, t.id
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r0.id = s.recipe_id
ORDER BY r0.created_at DESC, r0.id DESC, p.id, s.name, s.recipe_id, s.tag_id

-- 
SELECT r1.id, r1.cook_time, r1.created_at, r1.description, r1.instructions, r1.name, r1.photo_id, r1.prep_time, r1.servings, r1.slug, r1.source_url, r1.updated_at, r1.xmin, s.recipe_id, s.tag_id, s.id, s.name, s.xmin
FROM (
    SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
    FROM recipe AS r
    LIMIT 2
) AS r1
LEFT JOIN (
    SELECT r0.recipe_id, r0.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s ON r1.id = s.recipe_id
ORDER BY r1.id, s.recipe_id, s.tag_id

-- character varying
SELECT r1.id, r1.cook_time, r1.created_at, r1.description, r1.instructions, r1.name, r1.photo_id, r1.prep_time, r1.servings, r1.slug, r1.source_url, r1.updated_at, r1.xmin, s.recipe_id, s.tag_id, s.id, s.name, s.xmin, i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure
FROM (
    SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
    FROM recipe AS r
    WHERE r.slug = $1
    LIMIT 2
) AS r1
LEFT JOIN (
    SELECT r0.recipe_id, r0.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s ON r1.id = s.recipe_id
LEFT JOIN ingredient AS i ON r1.id = i.recipe_id
ORDER BY r1.id, s.recipe_id, s.tag_id, s.id

-- 
SELECT r1.id, r1.cook_time, r1.created_at, r1.description, r1.instructions, r1.name, r1.photo_id, r1.prep_time, r1.servings, r1.slug, r1.source_url, r1.updated_at, r1.xmin, s.recipe_id, s.tag_id, s.id, s.name, s.xmin, s0.id, s0.amount, s0.description, s0.food_id, s0.position, s0.recipe_id, s0.unit_of_measure, s0.id0, s0.name, s0.xmin
FROM (
    SELECT r.id, r.cook_time, r.created_at, r.description, r.instructions, r.name, r.photo_id, r.prep_time, r.servings, r.slug, r.source_url, r.updated_at, r.xmin
    FROM recipe AS r
    LIMIT 2
) AS r1
LEFT JOIN (
    SELECT r0.recipe_id, r0.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s ON r1.id = s.recipe_id
LEFT JOIN (
    SELECT i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure, f.id AS id0, f.name, f.xmin
    FROM ingredient AS i
    INNER JOIN food AS f ON i.food_id = f.id
) AS s0 ON r1.id = s0.recipe_id
ORDER BY r1.id, s.recipe_id, s.tag_id, s.id, s0.id

-- integer[]
SELECT s.id, s.amount, s.description, s.food_id, s.position, s.recipe_id, s.unit_of_measure, s.id0, s.name, s.xmin, r.id, p.id
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
INNER JOIN (
    SELECT i0.id, i0.amount, i0.description, i0.food_id, i0.position, i0.recipe_id, i0.unit_of_measure, f.id AS id0, f.name, f.xmin
    FROM ingredient AS i0
    INNER JOIN food AS f ON i0.food_id = f.id
) AS s ON r.id = s.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.id, p.id, s.position, s.id

-- integer
SELECT s.id, s.amount, s.description, s.food_id, s.position, s.recipe_id, s.unit_of_measure, s.id0, s.name, s.xmin, r1.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.id = $1
    ORDER BY r.id
    LIMIT 1
) AS r1
INNER JOIN (
    SELECT i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure, f.id AS id0, f.name, f.xmin
    FROM ingredient AS i
    INNER JOIN food AS f ON i.food_id = f.id
) AS s ON r1.id = s.recipe_id
ORDER BY r1.id, s.position

-- character varying
SELECT s.id, s.amount, s.description, s.food_id, s.position, s.recipe_id, s.unit_of_measure, s.id0, s.name, s.xmin, r1.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.name = $1
    ORDER BY r.id
    LIMIT 1
) AS r1
INNER JOIN (
    SELECT i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure, f.id AS id0, f.name, f.xmin
    FROM ingredient AS i
    INNER JOIN food AS f ON i.food_id = f.id
) AS s ON r1.id = s.recipe_id
ORDER BY r1.id, s.position

-- 
SELECT s.id, s.name, s.xmin
FROM recipe AS r
INNER JOIN (
    SELECT t.id, t.name, t.xmin, r0.recipe_id
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s ON r.id = s.recipe_id

-- character varying
SELECT s.id, s.slug, s.name, s.description, s.instructions, s.servings, s.prep_time, s.cook_time, s.source_url, s.id0, s0.name, s0.recipe_id, s0.tag_id, s0.id, s.c, s.hash, s.width, s.height, s.widths
FROM (
    SELECT r.id, r.slug, r.name, r.description, r.instructions, r.servings, r.prep_time, r.cook_time, r.source_url, p.id IS NULL AS c, p.hash, p.width, p.height, p.widths, p.id AS id0
    FROM recipe AS r
    LEFT JOIN photo AS p ON r.photo_id = p.id
    WHERE r.slug = $1
    LIMIT 2
) AS s
LEFT JOIN (
    SELECT t.name, r0.recipe_id, r0.tag_id, t.id
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s0 ON s.id = s0.recipe_id
ORDER BY s.id, s.id0, s0.name, s0.recipe_id, s0.tag_id

-- integer[]
SELECT s.recipe_id, s.tag_id, s.id, s.name, s.xmin, r.id
FROM recipe AS r
INNER JOIN (
    SELECT r1.recipe_id, r1.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r1
    INNER JOIN tag AS t ON r1.tag_id = t.id
) AS s ON r.id = s.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.id

-- integer
SELECT s0.id, s0.amount, s0.description, s0.food_id, s0.position, s0.recipe_id, s0.unit_of_measure, s0.id0, s0.name, s0.xmin, s.id, s.id0
FROM (
    SELECT r.id, p.id AS id0
    FROM recipe AS r
    LEFT JOIN photo AS p ON r.photo_id = p.id
    WHERE r.id = $1
    ORDER BY r.id, p.id
    LIMIT 1
) AS s
INNER JOIN (
    SELECT i.id, i.amount, i.description, i.food_id, i.position, i.recipe_id, i.unit_of_measure, f.id AS id0, f.name, f.xmin
    FROM ingredient AS i
    INNER JOIN food AS f ON i.food_id = f.id
) AS s0 ON s.id = s0.recipe_id
ORDER BY s.id, s.id0, s0.position, s0.id

-- integer
SELECT s0.id, s0.name, s0.xmin, r2.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.id = $1
    ORDER BY r.id
    LIMIT 1
) AS r2
INNER JOIN (
    SELECT t.id, t.name, t.xmin, r0.recipe_id
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s0 ON r2.id = s0.recipe_id
ORDER BY r2.id, s0.name

-- character varying
SELECT s0.id, s0.name, s0.xmin, r2.id
FROM (
    SELECT r.id
    FROM recipe AS r
    WHERE r.name = $1
    ORDER BY r.id
    LIMIT 1
) AS r2
INNER JOIN (
    SELECT t.id, t.name, t.xmin, r0.recipe_id
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s0 ON r2.id = s0.recipe_id
ORDER BY r2.id, s0.name

-- integer[]
SELECT s0.recipe_id, s0.tag_id, s0.id, s0.name, s0.xmin, r.id, p.id
FROM recipe AS r
LEFT JOIN photo AS p ON r.photo_id = p.id
INNER JOIN (
    SELECT r0.recipe_id, r0.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s0 ON r.id = s0.recipe_id
WHERE r.id = ANY ($1)
ORDER BY r.id, p.id

-- integer
SELECT s2.recipe_id, s2.tag_id, s2.id, s2.name, s2.xmin, s1.id, s1.id0
FROM (
    SELECT r.id, p.id AS id0
    FROM recipe AS r
    LEFT JOIN photo AS p ON r.photo_id = p.id
    WHERE r.id = $1
    ORDER BY r.id, p.id
    LIMIT 1
) AS s1
INNER JOIN (
    SELECT r0.recipe_id, r0.tag_id, t.id, t.name, t.xmin
    FROM recipe_tag AS r0
    INNER JOIN tag AS t ON r0.tag_id = t.id
) AS s2 ON s1.id = s2.recipe_id
ORDER BY s1.id, s1.id0

-- 
SELECT setval(
    pg_get_serial_sequence('role', 'id'),
    GREATEST(
        (SELECT MAX(id) FROM role) + 1,
        nextval(pg_get_serial_sequence('role', 'id'))),
    false)

-- integer, text, text, integer
SELECT setval(sequence::regclass, $1) FROM pg_get_serial_sequence($2, $3) AS sequence
WHERE $4 > COALESCE(pg_sequence_last_value(sequence::regclass), 0)

-- 
SELECT slot, token FROM cache_token

-- 
SELECT slot, token FROM cache_token WHERE slot = ANY($1)

-- 
SELECT t.id
FROM tag AS t
WHERE EXISTS (
    SELECT 1
    FROM recipe_tag AS r
    INNER JOIN recipe AS r0 ON r.recipe_id = r0.id
    WHERE t.id = r.tag_id)
ORDER BY t.id
LIMIT 1

-- character varying
SELECT t.id
FROM tag AS t
WHERE t.name = $1
LIMIT 2

-- 
SELECT t.id
FROM tag AS t
WHERE t.name = 'vegetarian'
LIMIT 2

-- integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) AS "Recipes"
FROM tag AS t
ORDER BY t.name DESC, t.id
LIMIT $1 OFFSET $2

-- integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) AS "Recipes"
FROM tag AS t
ORDER BY t.name, t.id
LIMIT $1 OFFSET $2

-- character varying, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) AS "Recipes"
FROM tag AS t
WHERE t.name ILIKE $1 ESCAPE '\'
ORDER BY t.name DESC, t.id
LIMIT $2 OFFSET $2

-- character varying, integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) AS "Recipes"
FROM tag AS t
WHERE t.name ILIKE $1 ESCAPE '\'
ORDER BY t.name DESC, t.id
LIMIT $2 OFFSET $3

-- character varying, integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) AS "Recipes"
FROM tag AS t
WHERE t.name ILIKE $1 ESCAPE '\'
ORDER BY t.name, t.id
LIMIT $2 OFFSET $3

-- integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r0
    WHERE r0.tag_id = t.id) AS "Recipes"
FROM tag AS t
ORDER BY (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id) DESC, t.name, t.id
LIMIT $1 OFFSET $2

-- integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r0
    WHERE r0.tag_id = t.id) AS "Recipes"
FROM tag AS t
ORDER BY (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id), t.name, t.id
LIMIT $1 OFFSET $2

-- integer, integer
SELECT t.id AS "Id", t.name AS "Name", (
    SELECT count(*)::int
    FROM recipe_tag AS r0
    WHERE r0.tag_id = t.id) AS "Recipes"
FROM tag AS t
WHERE NOT EXISTS (
    SELECT 1
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id)
ORDER BY t.name, t.id
LIMIT $1 OFFSET $2

-- integer[]
SELECT t.id AS "Of", r1.id AS "Recipe", r1.slug AS "Slug", r1.name AS "Name"
FROM tag AS t
JOIN LATERAL (
    SELECT r.id, r.name, r.slug
    FROM recipe AS r
    WHERE EXISTS (
        SELECT 1
        FROM recipe_tag AS r0
        WHERE r0.tag_id = t.id AND r0.recipe_id = r.id)
    ORDER BY r.name, r.id
    LIMIT 100
) AS r1 ON TRUE
WHERE t.id = ANY ($1)
ORDER BY r1.name, r1.id

-- integer[]
SELECT t.id, t.name, t.xmin
FROM tag AS t
WHERE t.id = ANY ($1)

-- character varying[]
SELECT t.id, t.name, t.xmin
FROM tag AS t
WHERE t.name = ANY ($1)

-- integer[]
SELECT t.id, t.name, t.xmin, (
    SELECT count(*)::int
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id)
FROM tag AS t
WHERE t.id = ANY ($1)
ORDER BY t.name, t.id

-- 
SELECT t.name
FROM tag AS t
ORDER BY t.name

-- integer
SELECT t.name
FROM tag AS t
WHERE t.id = $1
LIMIT 2

-- 
SELECT t.name, (
    SELECT count(*)::int
    FROM recipe_tag AS r0
    WHERE r0.tag_id = t.id)
FROM tag AS t
WHERE EXISTS (
    SELECT 1
    FROM recipe_tag AS r
    WHERE r.tag_id = t.id)
ORDER BY t.name

-- integer, character varying, character varying
SELECT u.slug
FROM (
    SELECT r.slug
    FROM recipe AS r
    WHERE r.id <> $1
    UNION
    SELECT o.slug
    FROM old_slug AS o
    WHERE o.recipe_id <> $1
) AS u
WHERE u.slug = $2 OR u.slug LIKE $3 ESCAPE ''

-- integer, text, timestamp with time zone, character varying, boolean, timestamp with time zone, boolean, timestamp with time zone, character varying, character varying, text, character varying, boolean, text, boolean, character varying, integer, text
UPDATE account SET access_failed_count = $1, concurrency_stamp = $2, created_at = $3, email = $4, email_confirmed = $5, last_sign_in_at = $6, lockout_enabled = $7, lockout_end = $8, normalized_email = $9, normalized_user_name = $10, password_hash = $11, phone_number = $12, phone_number_confirmed = $13, security_stamp = $14, two_factor_enabled = $15, user_name = $16
WHERE id = $17 AND concurrency_stamp = $18

-- timestamp with time zone, integer, text
UPDATE account SET last_sign_in_at = $1
WHERE id = $2 AND concurrency_stamp = $3

-- jsonb, integer, bytea
UPDATE account_passkey SET data = jsonb_set(data, '{Name}', $1), user_id = $2
WHERE credential_id = $3

-- jsonb, integer, bytea
UPDATE account_passkey SET data = jsonb_set(data, '{SignCount}', $1), user_id = $2
WHERE credential_id = $3

-- character varying, integer, xid
UPDATE food SET name = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- numeric, text, integer, character varying, integer
UPDATE ingredient SET amount = $1, description = $2, food_id = $3, unit_of_measure = $4
WHERE id = $5

-- text, integer
UPDATE ingredient SET description = $1
WHERE id = $2

-- integer, character varying, integer
UPDATE ingredient SET food_id = $1, unit_of_measure = $2
WHERE id = $3

-- integer, integer
UPDATE ingredient SET position = $1
WHERE id = $2

-- integer, integer, integer
UPDATE ingredient SET position = $1, recipe_id = $2
WHERE id = $3

-- boolean, integer
UPDATE photo SET kept = $1
WHERE id = $2

-- character varying
UPDATE recipe AS r
SET name = $1

-- integer, integer
UPDATE recipe AS r
SET servings = $1
WHERE r.id = $2

-- interval, text, text, character varying, interval, integer, character varying, character varying, timestamp with time zone, integer, xid
UPDATE recipe SET cook_time = $1, description = $2, instructions = $3, name = $4, prep_time = $5, servings = $6, slug = $7, source_url = $8, updated_at = $9
WHERE id = $10 AND xmin = $11
RETURNING xmin

-- interval, text, integer, timestamp with time zone, integer, xid
UPDATE recipe SET cook_time = $1, description = $2, servings = $3, updated_at = $4
WHERE id = $5 AND xmin = $6
RETURNING xmin

-- interval, text, timestamp with time zone, integer, xid
UPDATE recipe SET cook_time = $1, instructions = $2, updated_at = $3
WHERE id = $4 AND xmin = $5
RETURNING xmin

-- interval, character varying, integer, character varying, timestamp with time zone, integer, xid
UPDATE recipe SET cook_time = $1, name = $2, servings = $3, slug = $4, updated_at = $5
WHERE id = $6 AND xmin = $7
RETURNING xmin

-- interval, integer, timestamp with time zone, integer, xid
UPDATE recipe SET cook_time = $1, servings = $2, updated_at = $3
WHERE id = $4 AND xmin = $5
RETURNING xmin

-- text, text, integer, integer, timestamp with time zone, integer, xid
UPDATE recipe SET description = $1, instructions = $2, photo_id = $3, servings = $4, updated_at = $5
WHERE id = $6 AND xmin = $7
RETURNING xmin

-- text, text, integer, timestamp with time zone, integer, xid
UPDATE recipe SET description = $1, instructions = $2, servings = $3, updated_at = $4
WHERE id = $5 AND xmin = $6
RETURNING xmin

-- text, character varying, character varying, timestamp with time zone, integer, xid
UPDATE recipe SET description = $1, name = $2, slug = $3, updated_at = $4
WHERE id = $5 AND xmin = $6
RETURNING xmin

-- text, integer, timestamp with time zone, integer, xid
UPDATE recipe SET description = $1, servings = $2, updated_at = $3
WHERE id = $4 AND xmin = $5
RETURNING xmin

-- text, timestamp with time zone, integer, xid
UPDATE recipe SET description = $1, updated_at = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- character varying, integer, xid
UPDATE recipe SET name = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- character varying, integer, integer, xid
UPDATE recipe SET name = $1, photo_id = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- character varying, character varying, integer, xid
UPDATE recipe SET name = $1, slug = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- character varying, character varying, timestamp with time zone, integer, xid
UPDATE recipe SET name = $1, slug = $2, updated_at = $3
WHERE id = $4 AND xmin = $5
RETURNING xmin

-- character varying, timestamp with time zone, integer, xid
UPDATE recipe SET name = $1, updated_at = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- integer, timestamp with time zone, integer, xid
UPDATE recipe SET photo_id = $1, updated_at = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- integer, integer, xid
UPDATE recipe SET servings = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- integer, timestamp with time zone, integer, xid
UPDATE recipe SET servings = $1, updated_at = $2
WHERE id = $3 AND xmin = $4
RETURNING xmin

-- character varying, integer, xid
UPDATE recipe SET slug = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- timestamp with time zone, integer, xid
UPDATE recipe SET updated_at = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- character varying, integer, xid
UPDATE tag SET name = $1
WHERE id = $2 AND xmin = $3
RETURNING xmin

-- text, text, integer, text, timestamp with time zone, integer
WITH line AS (
    UPDATE ingredient SET description = regexp_replace(description, $1, $2, 'gi')
    WHERE food_id = $3 AND description ~* $4)
UPDATE recipe SET updated_at = $5 WHERE id IN (SELECT recipe_id FROM ingredient WHERE food_id = $6)

-- text, integer, integer, integer[], timestamp with time zone, integer[], text[], bytea[]
WITH uploaded AS (
    INSERT INTO photo (hash, width, height, widths, kept, created_at)
    VALUES ($1, $2, $3, $4, false, $5)
    ON CONFLICT (hash) DO UPDATE SET created_at = CASE WHEN photo.kept THEN photo.created_at ELSE excluded.created_at END
    RETURNING id)
INSERT INTO photo_file (photo_id, width, format, bytes)
SELECT uploaded.id, file.width, file.format, file.bytes
FROM uploaded, unnest($6, $7, $8) AS file(width, format, bytes)
ON CONFLICT DO NOTHING
