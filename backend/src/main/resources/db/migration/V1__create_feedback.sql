-- Why: the three things one verdict leaves behind, each with its own key, so that one statement can write them in one
-- transaction: the customer's message, the feedback on one AI reply to it, and the training prompt built from both.

-- A reporting day, by the one time-zone table that counts: PostgreSQL's. Java never computes one.
CREATE FUNCTION reporting_day(instant timestamptz, zone text) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (instant AT TIME ZONE zone)::date;

CREATE TABLE customer_messages (
    id         uuid        CONSTRAINT customer_messages_pkey PRIMARY KEY,
    message    text,
    message_at timestamptz,
    -- An erased message keeps its id alone, so that feedback that arrives later is refused.
    CONSTRAINT customer_messages_whole_or_erased CHECK ((message IS NULL) = (message_at IS NULL))
);
COMMENT ON COLUMN customer_messages.id IS 'given by the helpdesk';
COMMENT ON COLUMN customer_messages.message IS 'the newest text seen; null once erased';
COMMENT ON COLUMN customer_messages.message_at IS 'occurred_at of the feedback that brought the newest text';

CREATE TABLE feedback (
    id             uuid        NOT NULL DEFAULT uuidv7(),
    message_id     uuid        NOT NULL,
    ai_reply_id    bytea       NOT NULL,
    ai_reply       text        NOT NULL,
    useful         boolean     NOT NULL,
    agent_reply    text,
    reason         text,
    comment        text,
    agent_id       text,
    channel        text,
    model          text,
    occurred_at    timestamptz NOT NULL,
    confirmed_at   timestamptz NOT NULL,
    verdict_digest bytea       NOT NULL,
    received_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feedback_pkey PRIMARY KEY (id),
    -- One suggestion has one verdict. Also the order in which writers lock.
    CONSTRAINT feedback_identity UNIQUE (message_id, ai_reply_id),
    CONSTRAINT feedback_message_fkey FOREIGN KEY (message_id) REFERENCES customer_messages (id),
    CONSTRAINT feedback_ai_reply_id_is_sha256 CHECK (octet_length(ai_reply_id) = 32),
    CONSTRAINT feedback_reason_known CHECK (reason IN ('INCORRECT', 'INCOMPLETE', 'IRRELEVANT', 'OUTDATED', 'TONE', 'OTHER')),
    CONSTRAINT feedback_reason_on_thumbs_down CHECK (reason IS NULL OR NOT useful),
    CONSTRAINT feedback_confirmed_after_it_occurred CHECK (confirmed_at >= occurred_at)
);
COMMENT ON COLUMN feedback.ai_reply_id IS 'SHA-256 of the AI reply''s exact text in UTF-8';
COMMENT ON COLUMN feedback.occurred_at IS 'when the agent first gave this verdict; the day it counts on';
COMMENT ON COLUMN feedback.confirmed_at IS 'when the agent last gave this verdict; an older verdict is superseded by it';
COMMENT ON COLUMN feedback.verdict_digest IS 'SHA-256 of all that makes a verdict differ from another; the times are no part of it';

-- Replay's order, and every list's: newest first.
CREATE INDEX feedback_newest ON feedback (occurred_at, id);
-- What one AI reply was rejected for.
CREATE INDEX feedback_rejected_reply ON feedback (ai_reply_id, occurred_at) WHERE NOT useful;

CREATE TABLE training_prompts (
    id         uuid        NOT NULL,
    message_id uuid        NOT NULL,
    prompt     text        NOT NULL,
    rating     integer     NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT training_prompts_pkey PRIMARY KEY (id),
    -- One to one: a training prompt has its feedback's id.
    CONSTRAINT training_prompts_feedback_fkey FOREIGN KEY (id) REFERENCES feedback (id),
    CONSTRAINT training_prompts_message_fkey FOREIGN KEY (message_id) REFERENCES customer_messages (id),
    CONSTRAINT training_prompts_rating_known CHECK (rating IN (0, 1))
);
