-- Why: a verdict can be taken back, and a click that is older than that must not bring it in again. What is an override is
-- said once, here: an agent reply that shows nothing, or says what the AI's says, is none.
-- Locks: feedback and customer_messages for a moment; then one pass over the overrides, beside which reads and writes go on.

-- Whoever writes a verdict tells; comparing two long texts here would cost every reader.
ALTER TABLE feedback
    ADD COLUMN repeats_ai_reply boolean,
    ADD COLUMN overridden boolean GENERATED ALWAYS AS (
        NOT useful AND agent_reply IS NOT NULL AND repeats_ai_reply IS NOT TRUE) VIRTUAL;
COMMENT ON COLUMN feedback.repeats_ai_reply IS
    'true where the agent reply shows nothing, or what the AI reply shows, but for white space; null else';
COMMENT ON COLUMN feedback.overridden IS 'a thumbs-down with an agent reply that shows something else than the AI reply does';

-- What was counted as an override and is none. A first look at how the texts begin spares comparing nearly all of them.
CREATE TEMPORARY TABLE no_overrides ON COMMIT DROP AS
WITH invisible (characters) AS (
    VALUES (E'\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3000\u3164\ufe00\ufe01\ufe02\ufe03\ufe04\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f\ufeff\uffa0')
)
SELECT id, ai_reply_id, reporting_day(occurred_at, zone) AS day, coalesce(channel, '') AS channel, coalesce(model, '') AS model,
       coalesce(reason, '') AS reason, occurred_at
FROM feedback CROSS JOIN reporting_zone CROSS JOIN invisible
WHERE NOT useful AND agent_reply IS NOT NULL
  AND CASE left(ltrim(agent_reply, characters), 1)
          WHEN '' THEN true
          WHEN left(ltrim(ai_reply, characters), 1)
              THEN translate(agent_reply, characters, '') = translate(ai_reply, characters, '')
          ELSE false
      END;

UPDATE feedback SET repeats_ai_reply = true WHERE id IN (SELECT id FROM no_overrides);

INSERT INTO feedback_daily AS stored (day, channel, model, slot, total, useful, overridden)
SELECT day, channel, model, -1, 0, 0, -count(*) FROM no_overrides GROUP BY day, channel, model
ON CONFLICT ON CONSTRAINT feedback_daily_pkey DO UPDATE SET overridden = stored.overridden + excluded.overridden;

INSERT INTO rejected_daily AS stored (day, channel, model, reason, slot, total, overridden)
SELECT day, channel, model, reason, -1, 0, -count(*) FROM no_overrides GROUP BY day, channel, model, reason
ON CONFLICT ON CONSTRAINT rejected_daily_pkey DO UPDATE SET overridden = stored.overridden + excluded.overridden;

INSERT INTO rejection_journal (ai_reply_id, day, channel, model, reason, step, overridden, occurred_at)
SELECT ai_reply_id, day, channel, model, reason, step, step < 0, occurred_at
FROM no_overrides CROSS JOIN (VALUES (-1), (1)) AS one (step);

UPDATE topic_feedback SET overridden = false WHERE overridden AND feedback_id IN (SELECT id FROM no_overrides);

-- Which AI replies are one override case: those that differ in letter case, digits and white space alone. What is alike in
-- its first two thousand characters is alike.
CREATE FUNCTION override_wording(ai_reply text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN md5(translate(lower(left(ai_reply, 2000)), E'0123456789 \t\n\r', ''));

-- Of a verdict that was taken back its identity and that time are remembered, until its message is erased.
CREATE TABLE taken_back_verdicts (
    feedback_id   uuid        NOT NULL,
    message_id    uuid        NOT NULL,
    ai_reply_id   bytea       NOT NULL,
    taken_back_at timestamptz NOT NULL,
    CONSTRAINT taken_back_verdicts_pkey PRIMARY KEY (feedback_id),
    CONSTRAINT taken_back_verdicts_ai_reply_id_is_sha256 CHECK (octet_length(ai_reply_id) = 32)
);
COMMENT ON COLUMN taken_back_verdicts.taken_back_at IS 'by the server''s clock: a click from before it is superseded';
CREATE INDEX taken_back_verdicts_of_suggestion ON taken_back_verdicts (message_id, ai_reply_id, taken_back_at);

ALTER TABLE customer_messages ADD COLUMN taken_back_at timestamptz;
COMMENT ON COLUMN customer_messages.taken_back_at IS
    'when a verdict on it was last taken back; where no text is left beside it, the message is not erased but has no verdict';
COMMENT ON COLUMN customer_messages.message IS 'the newest text seen; null once erased, and while no verdict is left';

-- A writer that waited for a take-back began before it and can't see it: it has to begin anew.
CREATE FUNCTION begin_anew() RETURNS boolean
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'a verdict was taken back meanwhile';
END;
$$;
