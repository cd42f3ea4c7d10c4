-- Places feedback in the topic that its message has now; triggers keep the counters. A verdict that changed is to be judged anew.
-- In: the feedback's ids.
WITH standing AS MATERIALIZED (
    SELECT feedback.id, feedback.message_id, topic_id, occurred_at, coalesce(channel, '') AS channel,
           coalesce(feedback.model, '') AS model, coalesce(reason, '') AS reason, useful,
           overridden, changed_in
    FROM feedback JOIN message_topics ON message_topics.message_id = feedback.message_id
    WHERE feedback.id = ANY ($1::uuid[])
    ORDER BY feedback.id
    -- Not to be erased before it is there to be erased with it.
    FOR KEY SHARE OF feedback
)
INSERT INTO topic_feedback AS counted
    (feedback_id, message_id, topic_id, occurred_at, day, channel, model, reason, useful, overridden, changed_in)
SELECT id, message_id, topic_id, occurred_at, reporting_day(occurred_at, (SELECT zone FROM reporting_zone)),
       channel, model, reason, useful, overridden, changed_in
FROM standing
ON CONFLICT ON CONSTRAINT topic_feedback_pkey DO UPDATE
    SET topic_id = excluded.topic_id, occurred_at = excluded.occurred_at, day = excluded.day, channel = excluded.channel,
        model = excluded.model, reason = excluded.reason, useful = excluded.useful, overridden = excluded.overridden,
        changed_in = excluded.changed_in,
        covered = CASE WHEN counted.changed_in = excluded.changed_in THEN counted.covered END,
        known = CASE WHEN counted.changed_in = excluded.changed_in THEN counted.known END,
        control_known = CASE WHEN counted.changed_in = excluded.changed_in THEN counted.control_known END,
        misled = CASE WHEN counted.changed_in = excluded.changed_in THEN counted.misled END
    WHERE (counted.topic_id, counted.occurred_at, counted.day, counted.channel, counted.model, counted.reason,
           counted.useful, counted.overridden, counted.changed_in)
        IS DISTINCT FROM (excluded.topic_id, excluded.occurred_at, excluded.day, excluded.channel, excluded.model,
                          excluded.reason, excluded.useful, excluded.overridden,
                          excluded.changed_in)
