-- Why: whether what agents have taught helps is told without a language model: of each override it is judged once whether the
-- examples that were there before it held its answer, and of each thumbs-up whether they would have misled. A judgement stands
-- with the feedback in its topic, and goes the way of its counters.
-- Locks: topic_feedback while the index is made, seconds for a million of feedback.

ALTER TABLE topic_feedback
    ADD COLUMN changed_in    xid8,
    ADD COLUMN covered       boolean,
    ADD COLUMN known         boolean,
    ADD COLUMN control_known boolean,
    ADD COLUMN misled        boolean;
COMMENT ON COLUMN topic_feedback.changed_in IS 'feedback.changed_in of the verdict that stands here; null for those of before this column';
COMMENT ON COLUMN topic_feedback.covered IS 'an example lay near enough before this verdict; null: not looked at yet';
COMMENT ON COLUMN topic_feedback.known IS 'of an override: an example held what the agent changed; null also where that was too little to tell';
COMMENT ON COLUMN topic_feedback.control_known IS 'the same with examples of other topics: what chance would give';
COMMENT ON COLUMN topic_feedback.misled IS 'of a thumbs-up: an example has a rejected AI reply like this useful one, and an agent''s unlike it';
CREATE INDEX topic_feedback_unjudged ON topic_feedback (occurred_at, feedback_id) WHERE covered IS NULL AND (useful OR overridden);

ALTER TABLE topic_daily
    ADD COLUMN judged     bigint NOT NULL DEFAULT 0,
    ADD COLUMN covered    bigint NOT NULL DEFAULT 0,
    ADD COLUMN known      bigint NOT NULL DEFAULT 0,
    ADD COLUMN control    bigint NOT NULL DEFAULT 0,
    ADD COLUMN thumbs_up  bigint NOT NULL DEFAULT 0,
    ADD COLUMN misleading bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN topic_daily.judged IS 'overrides of which it could be told whether their answer was known; the next three are of these';
COMMENT ON COLUMN topic_daily.thumbs_up IS 'thumbs-up that were looked at; misleading is of these';

CREATE OR REPLACE FUNCTION count_topic_feedback() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden,
                                 judged, covered, known, control, thumbs_up, misleading)
        SELECT topic_id, day, channel, model, reason,
               -count(*), -count(*) FILTER (WHERE useful), -count(*) FILTER (WHERE overridden),
               -count(*) FILTER (WHERE overridden AND known IS NOT NULL),
               -count(*) FILTER (WHERE overridden AND known IS NOT NULL AND covered),
               -count(*) FILTER (WHERE overridden AND known),
               -count(*) FILTER (WHERE overridden AND control_known),
               -count(*) FILTER (WHERE useful AND misled IS NOT NULL), -count(*) FILTER (WHERE useful AND misled)
        FROM before GROUP BY topic_id, day, channel, model, reason;
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
        INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden,
                                 judged, covered, known, control, thumbs_up, misleading)
        SELECT topic_id, day, channel, model, reason,
               count(*), count(*) FILTER (WHERE useful), count(*) FILTER (WHERE overridden),
               count(*) FILTER (WHERE overridden AND known IS NOT NULL),
               count(*) FILTER (WHERE overridden AND known IS NOT NULL AND covered),
               count(*) FILTER (WHERE overridden AND known),
               count(*) FILTER (WHERE overridden AND control_known),
               count(*) FILTER (WHERE useful AND misled IS NOT NULL), count(*) FILTER (WHERE useful AND misled)
        FROM after GROUP BY topic_id, day, channel, model, reason;
    END IF;
    RETURN NULL;
END;
$$;
