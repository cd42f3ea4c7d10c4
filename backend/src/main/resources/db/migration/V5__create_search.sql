-- Why: a text is found among ten million feedback by an index of its trigrams, which would cost the write far more than
-- all else it does. So writes leave no more than a mark of what changed, and the index is filled from behind. What is not
-- in it yet, the tail, is searched as it stands.

-- Both are trusted: whoever may create tables here may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Transactions don't commit in the order of their ids. But none whose id is below a snapshot's xmin is still to come, so
-- who reads up to there, in the order of these marks, skips nothing.
ALTER TABLE feedback ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
COMMENT ON COLUMN feedback.changed_in IS 'the transaction that last wrote what a search could find';
CREATE INDEX feedback_changed ON feedback (changed_in, id);

-- A message's new text changes what all its feedback is found by. It is marked here: a writer can't see the feedback that
-- another one has only just committed on its message.
ALTER TABLE customer_messages ADD COLUMN reworded_in xid8;
COMMENT ON COLUMN customer_messages.reworded_in IS 'the transaction that last replaced the text; null where the first one stands';
CREATE INDEX customer_messages_reworded ON customer_messages (reworded_in, id) WHERE reworded_in IS NOT NULL;

-- What a search finds feedback by; texts in lower case, and '' for "has none" as in the counters. Behind the feedback by the tail, and erased with it.
CREATE TABLE feedback_search (
    feedback_id    uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    ai_reply_start bytea       NOT NULL,
    text           text        NOT NULL,
    channel        text        NOT NULL,
    model          text        NOT NULL,
    reason         text        NOT NULL,
    -- Searches go from period to period, newest first, and stop when a page is full.
    day            date        GENERATED ALWAYS AS ((occurred_at AT TIME ZONE 'UTC')::date) STORED,
    month          date        GENERATED ALWAYS AS (date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date) STORED,
    CONSTRAINT feedback_search_pkey PRIMARY KEY (feedback_id),
    CONSTRAINT feedback_search_feedback_fkey FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
);
COMMENT ON COLUMN feedback_search.ai_reply_start IS 'the first eight bytes of the AI reply''s id: enough to find it by';
CREATE INDEX feedback_search_reply ON feedback_search (ai_reply_start, occurred_at, feedback_id);
-- A filter on few of a day's feedback finds them here; the first columns may be left out, they have few values.
CREATE INDEX feedback_search_filters ON feedback_search (day, channel, model, reason, occurred_at, feedback_id);
CREATE INDEX feedback_search_text ON feedback_search USING gin (day, month, text gin_trgm_ops);

-- How far the index goes: up to and with this feedback in the order of feedback_changed, and up to and with this message
-- in the order of customer_messages_reworded.
CREATE TABLE search_progress (
    singleton   boolean NOT NULL DEFAULT true,
    changed_in  xid8    NOT NULL DEFAULT '0',
    feedback_id uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    reworded_in xid8    NOT NULL DEFAULT '0',
    message_id  uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    CONSTRAINT search_progress_pkey PRIMARY KEY (singleton),
    CONSTRAINT search_progress_is_one_row CHECK (singleton)
);
INSERT INTO search_progress DEFAULT VALUES;
