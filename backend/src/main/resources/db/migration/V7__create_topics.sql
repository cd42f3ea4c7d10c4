-- Why: what customers write about is found by itself, from behind the intake. A message's vector and its topic stand here,
-- and each of its feedback as it was counted for that topic; a write of verdicts knows nothing of all this.

CREATE TABLE topics (
    id                 uuid        NOT NULL,
    name               text        NOT NULL,
    typical_message_id uuid,
    named_by_person    boolean     NOT NULL DEFAULT false,
    hidden             boolean     NOT NULL DEFAULT false,
    corrected          boolean     NOT NULL DEFAULT false,
    found_at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT topics_pkey PRIMARY KEY (id)
);
COMMENT ON COLUMN topics.typical_message_id IS 'the message that says best what the others say too; it may have been erased since';
COMMENT ON COLUMN topics.corrected IS 'a person renamed, merged, split off or hid it: it never disappears by itself';

CREATE TABLE message_topics (
    message_id  uuid    NOT NULL,
    number      bigint  GENERATED ALWAYS AS IDENTITY,
    model       text    NOT NULL,
    vector      bytea   NOT NULL,
    text_digest bytea   NOT NULL,
    topic_id    uuid,
    by_person   boolean NOT NULL DEFAULT false,
    CONSTRAINT message_topics_pkey PRIMARY KEY (message_id),
    CONSTRAINT message_topics_arrival UNIQUE (number),
    CONSTRAINT message_topics_message_fkey FOREIGN KEY (message_id) REFERENCES customer_messages (id),
    CONSTRAINT message_topics_topic_fkey FOREIGN KEY (topic_id) REFERENCES topics (id)
);
COMMENT ON COLUMN message_topics.number IS 'the order in which the messages were embedded';
COMMENT ON COLUMN message_topics.model IS 'the sentence model that the vector is of; those of two models can''t be compared';
COMMENT ON COLUMN message_topics.vector IS '32-bit floats, lowest byte first';
COMMENT ON COLUMN message_topics.text_digest IS 'SHA-256 of the text that was embedded';
COMMENT ON COLUMN message_topics.topic_id IS 'null: in none, which is shown as Other';
COMMENT ON COLUMN message_topics.by_person IS 'a person''s correction put it there: nothing but another correction moves it';
CREATE INDEX message_topics_of_topic ON message_topics (topic_id, number);
CREATE INDEX message_topics_of_model ON message_topics (model, number);

-- Each feedback as it stands in its topic's counters; '' for "has none" as in the other counters.
CREATE TABLE topic_feedback (
    feedback_id uuid        NOT NULL,
    message_id  uuid        NOT NULL,
    topic_id    uuid,
    occurred_at timestamptz NOT NULL,
    day         date        NOT NULL,
    channel     text        NOT NULL,
    model       text        NOT NULL,
    reason      text        NOT NULL,
    useful      boolean     NOT NULL,
    overridden  boolean     NOT NULL,
    CONSTRAINT topic_feedback_pkey PRIMARY KEY (feedback_id),
    CONSTRAINT topic_feedback_feedback_fkey FOREIGN KEY (feedback_id) REFERENCES feedback (id) ON DELETE CASCADE
);
CREATE INDEX topic_feedback_of_topic ON topic_feedback (topic_id, occurred_at, feedback_id);
CREATE INDEX topic_feedback_of_message ON topic_feedback (message_id);
CREATE INDEX topic_feedback_overridden ON topic_feedback (occurred_at, topic_id) WHERE overridden;

-- Rows are only added, so that nobody waits for another: readers add them up, and what has several rows is joined from
-- behind. One row may be below zero; their sum can't.
CREATE TABLE topic_daily (
    topic_id   uuid,
    day        date    NOT NULL,
    channel    text    NOT NULL,
    model      text    NOT NULL,
    reason     text    NOT NULL,
    total      bigint  NOT NULL,
    useful     bigint  NOT NULL,
    overridden bigint  NOT NULL,
    folded     boolean NOT NULL DEFAULT false
);
CREATE INDEX topic_daily_day ON topic_daily (day, topic_id);
CREATE INDEX topic_daily_topic ON topic_daily (topic_id, day);
CREATE INDEX topic_daily_unfolded ON topic_daily (day) WHERE NOT folded;

-- However a feedback comes to a topic, changes it, or is erased: the counters go with it, in the same transaction.
CREATE FUNCTION count_topic_feedback() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden)
        SELECT topic_id, day, channel, model, reason,
               -count(*), -count(*) FILTER (WHERE useful), -count(*) FILTER (WHERE overridden)
        FROM before GROUP BY topic_id, day, channel, model, reason;
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
        INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden)
        SELECT topic_id, day, channel, model, reason,
               count(*), count(*) FILTER (WHERE useful), count(*) FILTER (WHERE overridden)
        FROM after GROUP BY topic_id, day, channel, model, reason;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER topic_feedback_came AFTER INSERT ON topic_feedback
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_topic_feedback();
CREATE TRIGGER topic_feedback_changed AFTER UPDATE ON topic_feedback
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_topic_feedback();
CREATE TRIGGER topic_feedback_went AFTER DELETE ON topic_feedback
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION count_topic_feedback();

-- An erased message keeps its id alone; its vector is derived from its text.
CREATE FUNCTION forget_vector() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM message_topics WHERE message_id = NEW.id;
    -- Whoever holds vectors in memory lets go of this one.
    PERFORM pg_notify('replyloop_erased', NEW.id::text);
    RETURN NULL;
END;
$$;
CREATE TRIGGER customer_messages_erased AFTER UPDATE ON customer_messages
    FOR EACH ROW WHEN (OLD.message IS NOT NULL AND NEW.message IS NULL) EXECUTE FUNCTION forget_vector();

-- How far messages are embedded and feedback is placed: up to and with this one in the order of feedback_changed, and up
-- to and with this message in the order of customer_messages_reworded.
CREATE TABLE topic_progress (
    singleton          boolean NOT NULL DEFAULT true,
    version            bigint  NOT NULL DEFAULT 0,
    changed_in         xid8    NOT NULL DEFAULT '0',
    feedback_id        uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    reworded_in        xid8    NOT NULL DEFAULT '0',
    message_id         uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    model              text,
    regrouped_messages integer NOT NULL DEFAULT 0,
    regrouped_at       timestamptz,
    CONSTRAINT topic_progress_pkey PRIMARY KEY (singleton),
    CONSTRAINT topic_progress_is_one_row CHECK (singleton)
);
COMMENT ON COLUMN topic_progress.version IS 'goes up with every correction by a person: who has read the topics before must read them again';
COMMENT ON COLUMN topic_progress.model IS 'the sentence model that all messages are to be embedded by; null before the first';
COMMENT ON COLUMN topic_progress.regrouped_messages IS 'how many messages there were at the last regrouping';
INSERT INTO topic_progress DEFAULT VALUES;
