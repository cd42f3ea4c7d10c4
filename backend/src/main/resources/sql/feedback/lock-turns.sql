-- Keeps messages from being erased while turns of them are written; for transactions of several statements, before any row.
-- In: the messages' ids.
SELECT pg_advisory_xact_lock_shared(7359, locked.key)
FROM (SELECT DISTINCT turn_lock(id) AS key FROM unnest($1::uuid[]) AS named (id) ORDER BY key) AS locked
