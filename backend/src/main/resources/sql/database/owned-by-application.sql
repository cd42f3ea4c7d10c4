-- What a role owns, itself or by another role that it is a member of. The owner of a schema or of its database may drop what is in it.
-- In: the name of the role. Out: one thing that it owns; no row where there is none.
SELECT owned.what
FROM (SELECT 'the table ' || relname, relowner
      FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
      UNION ALL
      SELECT 'the schema ' || nspname, nspowner FROM pg_namespace WHERE nspname = current_schema()
      UNION ALL
      SELECT 'the database ' || datname, datdba FROM pg_database WHERE datname = current_database()) AS owned (what, owner)
WHERE pg_has_role(CAST(? AS name), owned.owner, 'MEMBER')
LIMIT 1
