-- Why: the most rejected replies are ranked from counters too. Nearly every AI reply is unique, so counters for all of them
-- would be as many as the rejections; but a reply that was rejected once can only fill the places that repeated ones leave
-- open. So only replies that were rejected at least twice are counted, and a reply joins them with its past.
-- Whether a rejection is a reply's second is for one process to decide: a verdict's own transaction only notes in
-- rejection_journal what changed, and counters.RejectionFold adds it up from behind. Readers take both, in one snapshot.

-- The days that a read asks for: the 30 up to today where an end is left out.
CREATE FUNCTION asked_days(zone text, first date, last date)
    RETURNS TABLE (today date, first_day date, last_day date)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT clock.today, coalesce(first, until.last_day - 29), until.last_day
    FROM (SELECT reporting_day(now(), zone) AS today) AS clock,
         LATERAL (SELECT coalesce(last, clock.today) AS last_day) AS until;
END;

CREATE TABLE rejection_journal (
    ai_reply_id bytea       NOT NULL,
    day         date        NOT NULL,
    channel     text        NOT NULL,
    model       text        NOT NULL,
    reason      text        NOT NULL,
    step        smallint    NOT NULL,
    overridden  boolean     NOT NULL,
    occurred_at timestamptz NOT NULL,
    changed_in  xid8        NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT rejection_journal_step_is_one CHECK (step IN (-1, 1))
);
COMMENT ON COLUMN rejection_journal.step IS '1: a rejection came to be; -1: it was taken back';
CREATE INDEX rejection_journal_order ON rejection_journal (changed_in);

CREATE TABLE rejection_fold (
    singleton boolean NOT NULL DEFAULT true,
    up_to     xid8    NOT NULL,
    CONSTRAINT rejection_fold_pkey PRIMARY KEY (singleton),
    CONSTRAINT rejection_fold_is_one_row CHECK (singleton)
);
COMMENT ON COLUMN rejection_fold.up_to IS 'the journal holds nothing from before this transaction: where readers begin';
INSERT INTO rejection_fold (up_to) VALUES ('0');

CREATE TABLE repeated_replies (
    number      integer GENERATED ALWAYS AS IDENTITY,
    ai_reply_id bytea NOT NULL,
    CONSTRAINT repeated_replies_pkey PRIMARY KEY (number),
    CONSTRAINT repeated_replies_identity UNIQUE (ai_reply_id)
);
COMMENT ON TABLE repeated_replies IS 'AI replies that were rejected at least twice; who is in stays in';

CREATE TABLE repeated_rejections_daily (
    day        date    NOT NULL,
    reply      integer NOT NULL,
    channel    text    NOT NULL,
    model      text    NOT NULL,
    reason     text    NOT NULL,
    total      bigint  NOT NULL,
    overridden bigint  NOT NULL,
    last_at    timestamptz,
    CONSTRAINT repeated_rejections_daily_pkey PRIMARY KEY (day, reply, channel, model, reason),
    CONSTRAINT repeated_rejections_daily_reply_fkey FOREIGN KEY (reply) REFERENCES repeated_replies (number)
);
COMMENT ON COLUMN repeated_rejections_daily.last_at IS 'the latest of them; null where all were taken back';

CREATE TABLE repeated_rejections_days (
    day     date NOT NULL,
    version xid8 NOT NULL,
    CONSTRAINT repeated_rejections_days_pkey PRIMARY KEY (day)
);
COMMENT ON COLUMN repeated_rejections_days.version IS
    'the transaction that last changed the day''s counters: what was read of them holds for as long as it stays';

-- What was rejected before this version.
INSERT INTO repeated_replies (ai_reply_id)
SELECT ai_reply_id FROM feedback WHERE NOT useful GROUP BY ai_reply_id HAVING count(*) > 1;

INSERT INTO repeated_rejections_daily (day, reply, channel, model, reason, total, overridden, last_at)
SELECT reporting_day(occurred_at, zone), number, coalesce(channel, ''), coalesce(model, ''), coalesce(reason, ''),
       count(*), count(agent_reply), max(occurred_at)
FROM feedback JOIN repeated_replies USING (ai_reply_id) CROSS JOIN reporting_zone
WHERE NOT useful
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO repeated_rejections_days (day, version)
SELECT DISTINCT day, pg_current_xact_id() FROM repeated_rejections_daily;
