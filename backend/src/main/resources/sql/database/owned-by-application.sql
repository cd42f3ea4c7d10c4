-- What the role ? owns, or what a role owns that it may act as. Whoever owns a schema or its database may drop what is in it.
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
