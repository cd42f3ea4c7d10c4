-- Why: whoever reached the port could read customers' texts and erase messages. People sign in, programs call with keys, and what
-- was done by whom is logged.
-- Locks: feedback, for an instant.

CREATE TABLE accounts (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    email         text        NOT NULL CHECK (email <> ''),
    name          text        NOT NULL,
    password_hash text,
    roles         text[]      NOT NULL CHECK (roles <@ ARRAY['VIEWER', 'REVIEWER', 'DEVELOPER', 'PRIVACY', 'ADMIN'] AND roles <> '{}'),
    created_at    timestamptz NOT NULL DEFAULT now(),
    disabled_at   timestamptz
);
COMMENT ON TABLE accounts IS 'People who may sign in';
COMMENT ON COLUMN accounts.password_hash IS 'argon2id; null until the invitation was taken up';
CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));

CREATE TABLE sessions (
    token_hash   bytea       PRIMARY KEY,
    account_id   uuid        NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE sessions IS 'Browsers that are signed in; the token is in their cookie alone, its SHA-256 here';
COMMENT ON COLUMN sessions.last_seen_at IS 'to the minute';
COMMENT ON COLUMN sessions.expires_at IS 'whether or not it is used';
CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE one_time_links (
    token_hash bytea       PRIMARY KEY,
    purpose    text        NOT NULL CHECK (purpose IN ('SET_UP', 'INVITATION', 'RESET')),
    account_id uuid        REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CHECK ((purpose = 'SET_UP') = (account_id IS NULL))
);
COMMENT ON TABLE one_time_links IS 'Links with which somebody may choose a password, once: used ones are deleted';
CREATE INDEX one_time_links_account ON one_time_links (account_id);

CREATE TABLE sign_in_attempts (
    email_hash     bytea       NOT NULL,
    address        text        NOT NULL,
    failures       integer     NOT NULL DEFAULT 0,
    last_failed_at timestamptz,
    succeeded_at   timestamptz,
    PRIMARY KEY (email_hash, address)
);
COMMENT ON TABLE sign_in_attempts IS 'How often signing in failed, for each e-mail address and the network address it was tried from';
COMMENT ON COLUMN sign_in_attempts.succeeded_at IS 'from here its owner has signed in before: guessing elsewhere does not slow them down';
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, last_failed_at);

CREATE TABLE api_keys (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    kind         text        NOT NULL CHECK (kind IN ('SECRET', 'PUBLIC')),
    name         text        NOT NULL,
    scopes       text[]      NOT NULL,
    origins      text[]      NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text        NOT NULL,
    owner_id     uuid        REFERENCES accounts ON DELETE SET NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
COMMENT ON TABLE api_keys IS 'What programs call with';
COMMENT ON COLUMN api_keys.kind IS 'PUBLIC: stands in a web page, and posts single feedback from the pages of its origins alone';
COMMENT ON COLUMN api_keys.last_used_at IS 'to the minute';

CREATE TABLE api_key_secrets (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    key_id      uuid        NOT NULL REFERENCES api_keys ON DELETE CASCADE,
    secret_hash bytea       NOT NULL UNIQUE,
    hint        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE api_key_secrets IS 'One or two of each key, so that programs can change over; the key itself is shown once, its SHA-256 is kept';
COMMENT ON COLUMN api_key_secrets.hint IS 'its beginning and last characters, to tell them apart';
CREATE INDEX api_key_secrets_key ON api_key_secrets (key_id);

ALTER TABLE feedback ADD COLUMN by_public_key boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN feedback.by_public_key IS 'posted with a key that stands in a web page, so perhaps by anybody: no example and no lesson';

CREATE TABLE audit_log (
    id       uuid        NOT NULL DEFAULT uuidv7(),
    at       timestamptz NOT NULL DEFAULT now(),
    caller   text        NOT NULL CHECK (caller IN ('STRANGER', 'LOCAL', 'PERSON', 'KEY', 'PUBLIC_KEY')),
    who      text        NOT NULL,
    who_id   uuid,
    action   text        NOT NULL,
    object   text,
    address  text,
    outcome  integer     NOT NULL,
    calls    integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
COMMENT ON TABLE audit_log IS 'Who did what; never a text, never what was searched for';
COMMENT ON COLUMN audit_log.outcome IS 'the HTTP status that it was answered with';
COMMENT ON COLUMN audit_log.calls IS 'of refusals and reads: how many of the kind within a minute';

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'The audit log is never changed; old months of it are dropped whole.';
END;
$$;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_audit_partitions(retention interval) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    first date;
    part record;
BEGIN
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
COMMENT ON FUNCTION keep_audit_partitions IS 'Makes this month''s and the next month''s part of the log, and drops those that are older than the retention';
SELECT keep_audit_partitions('100 years');
