-- What the application needs of a schema that another role owns: rows, and nothing of what shapes them.
GRANT USAGE ON SCHEMA :schema TO :application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA :schema TO :application;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA :schema TO :application;
GRANT EXECUTE ON FUNCTION keep_audit_partitions(interval), tidy_search_index() TO :application;
REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history FROM :application;
REVOKE UPDATE, DELETE ON audit_log FROM :application;
-- Its months are reached through it alone.
DO $$
DECLARE
    month regclass;
BEGIN
    FOR month IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'audit_log'::regclass LOOP
        EXECUTE 'REVOKE ALL ON ' || month || ' FROM :application';
    END LOOP;
END;
$$;
