-- What only an owner may do and the application has to: with a role of its own for migrations, the application's owns nothing.

CREATE OR REPLACE FUNCTION keep_audit_partitions(retention interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER AS
$$
DECLARE
    first date;
    part record;
BEGIN
    -- Who may call this may not empty the log with it.
    IF retention < interval '30 days' THEN
        RAISE EXCEPTION 'The audit log is kept for 30 days at least.';
    END IF;
    -- One instance at a time: two would make the same month.
    PERFORM pg_advisory_xact_lock(7360);
    FOR months IN 0..1 LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months))::date;
        IF to_regclass('audit_log_' || to_char(first, 'YYYY_MM')) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_log FOR VALUES FROM (%L) TO (%L)',
                           'audit_log_' || to_char(first, 'YYYY_MM'),
                           first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
        END IF;
    END LOOP;
    FOR part IN SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'audit_log'::regclass LOOP
        IF to_date(right(part.relname, 7), 'YYYY_MM') + interval '1 month' < (now() AT TIME ZONE 'UTC') - retention THEN
            EXECUTE format('DROP TABLE %I', part.relname);
        END IF;
    END LOOP;
END;
$$;

CREATE FUNCTION tidy_search_index() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER AS
$$
    SELECT gin_clean_pending_list('feedback_search_text')
$$;
COMMENT ON FUNCTION tidy_search_index IS 'Sorts in what the search index has put aside; gives the number of pages that this freed';

REVOKE EXECUTE ON FUNCTION keep_audit_partitions(interval), tidy_search_index() FROM PUBLIC;

-- They act as their owner: a temporary table of the caller's must not pass for one of ours.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION keep_audit_partitions(interval) SET search_path = pg_catalog, %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION tidy_search_index() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END;
$$;
